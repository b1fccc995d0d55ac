from django.urls import path, register_converter
from django.urls.converters import StringConverter

from practices.submissions.views import cases, reviews, talking, uploads


class MediaKind(StringConverter):
    regex = "image|document"


register_converter(MediaKind, "media")

app_name = "submissions"

urlpatterns = [
    # ---------------------------------------------------------------- Cases
    path("my/cases/", cases.cases, name="cases"),
    path("my/cases/<str:reference>/", cases.case, name="case"),
    path("my/cases/<str:reference>/changes/", cases.changes, name="changes"),
    path("my/cases/<str:reference>/messages/", talking.write, name="write"),
    path("my/cases/<str:reference>/comments/<int:pk>/", talking.reply, name="reply"),
    path("my/cases/<str:reference>/comments/<int:pk>/settle/", talking.settle, name="settle"),
    # ---------------------------------------------------------------- Pictures and files
    path("my/cases/<str:reference>/files/", uploads.files, name="files"),
    path("my/cases/<str:reference>/files/<int:pk>/", uploads.picture, name="picture"),
    path("my/cases/<str:reference>/files/<media:kind>/<int:pk>/off/", uploads.take_off, name="take_off"),
    # ---------------------------------------------------------------- Reviewing
    path("my/reviews/<int:pk>/", reviews.review, name="review"),
]
