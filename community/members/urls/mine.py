from django.urls import path

from community.members.views import account, hub, invitations, organisations

urlpatterns = [
    path("", hub.my_hub, name="my_hub"),
    path("profile/", account.profile, name="profile"),
    path("security/", account.security, name="account_security"),
    path("data/", account.my_data, name="my_data"),
    path("data/download/", account.download_data, name="my_data_download"),
    path("delete/", account.delete_account, name="delete_account"),
    path("organisations/", organisations.mine, name="my_organisations"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
