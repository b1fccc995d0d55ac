from django.urls import path

from community.moderation.views import desk, public, reporting

app_name = "moderation"
urlpatterns = [
    path("guidelines/", public.guidelines, name="guidelines"),
    path("contact/", public.contact, name="contact"),
    path("terms/", public.terms, name="terms"),
    path("terms/<str:version>/", public.terms, name="terms_version"),
    path("report/<slug:kind>/<int:pk>/", public.flag, name="flag"),
    path("notice/", public.notice, name="notice"),
    path("notice/<str:token>/", public.notice_status, name="notice_status"),
    path("reasons/<str:token>/", public.statement, name="statement"),
    path("moderation/", desk.queue, name="queue"),
    path("moderation/cases/<int:pk>/", desk.case, name="case"),
    path("moderation/cases/<int:pk>/claim/", desk.claim, name="claim"),
    path("moderation/cases/<int:pk>/note/", desk.note, name="note"),
    path("moderation/transparency/", reporting.transparency, name="transparency"),
    path("moderation/transparency/<int:year>.csv", reporting.transparency_file, name="transparency_file"),
    path("moderation/take/<slug:kind>/<int:pk>/", desk.take_up, name="take_up"),
    path("moderation/decisions/<int:pk>/take-back/", desk.take_back, name="take_back"),
    path("moderation/appeals/<int:pk>/", desk.appeal_case, name="appeal_case"),
]
