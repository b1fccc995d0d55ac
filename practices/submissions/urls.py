from django.urls import path

from practices.submissions.views import cases, reviews

app_name = "submissions"

urlpatterns = [
    path("my/cases/", cases.cases, name="cases"),
    path("my/cases/<str:reference>/", cases.case, name="case"),
    path("my/reviews/<int:pk>/", reviews.review, name="review"),
]
