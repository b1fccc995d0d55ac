from django.urls import path

from practices.submissions import views

app_name = "submissions"

urlpatterns = [
    path("my/cases/", views.cases, name="cases"),
    path("my/cases/<str:reference>/", views.case, name="case"),
    path("my/reviews/<int:pk>/", views.review, name="review"),
]
