from django.urls import path, register_converter
from django.urls.converters import StringConverter

from practices.submissions.views import acts, cases, draft, history, reviews, start, talking, uploads


class MediaKind(StringConverter):
    regex = "image|document"


register_converter(MediaKind, "media")

app_name = "submissions"

urlpatterns = [
    # ---------------------------------------------------------------- Submitting
    path("submit/", start.start, name="start"),
    path("submit/<slug:kind>/", start.begin, name="begin"),
    path("my/cases/<str:reference>/edit/<slug:step>/", draft.edit, name="edit"),
    path("my/cases/<str:reference>/save/", draft.save, name="save"),
    path("my/cases/<str:reference>/preview/", draft.preview, name="preview"),
    path("my/cases/<str:reference>/ready/", acts.ready, name="ready"),
    path("my/cases/<str:reference>/withdraw/", acts.withdraw_case, name="withdraw"),
    path("my/cases/<str:reference>/take-up/", acts.take_up_case, name="take_up"),
    path("my/cases/<str:reference>/discard/", acts.discard, name="discard"),
    path("e/<str:reference>/update/", start.update, name="update"),
    path("e/<str:reference>/versions/", history.versions, name="versions"),
    # ---------------------------------------------------------------- Cases
    path("my/cases/", cases.cases, name="cases"),
    path("my/cases/<str:reference>/", cases.case, name="case"),
    path("my/cases/<str:reference>/changes/", cases.changes, name="changes"),
    path("my/cases/<str:reference>/rounds/<int:number>/", cases.submitted, name="submitted"),
    path("my/cases/<str:reference>/messages/", talking.write, name="write"),
    path("my/cases/<str:reference>/comments/", talking.comment, name="comment"),
    path("my/cases/<str:reference>/comments/<int:pk>/", talking.reply, name="reply"),
    path("my/cases/<str:reference>/comments/<int:pk>/settle/", talking.settle, name="settle"),
    # ---------------------------------------------------------------- Pictures and files
    path("my/cases/<str:reference>/files/", uploads.files, name="files"),
    path("my/cases/<str:reference>/files/<int:pk>/", uploads.picture, name="picture"),
    path("my/cases/<str:reference>/files/<media:kind>/<int:pk>/off/", uploads.take_off, name="take_off"),
    # ---------------------------------------------------------------- Reviewing
    path("my/reviews/", reviews.reviews, name="reviews"),
    path("my/reviews/<int:pk>/", reviews.review, name="review"),
    path("my/reviews/<int:pk>/save/", reviews.save, name="save_review"),
    path("my/reviews/<int:pk>/answer/", reviews.answer, name="answer"),
    path("my/reviews/<int:pk>/changes/", reviews.review_changes, name="review_changes"),
    path("my/reviews/<int:pk>/comments/", reviews.review_comment, name="review_comment"),
    path("my/reviews/<int:pk>/comments/<int:comment>/", reviews.review_reply, name="review_reply"),
    path("my/reviews/<int:pk>/comments/<int:comment>/settle/", reviews.review_settle, name="review_settle"),
]
