from django.urls import path

from community.members.views import organisations, people

urlpatterns = [
    path("", organisations.index, name="organisations"),
    path("<slug:slug>/", organisations.show, name="organisation"),
    path("<slug:slug>/edit/", organisations.edit, name="organisation_edit"),
    path("<slug:slug>/verified/", organisations.verify, name="organisation_verify"),
    path("<slug:slug>/join/", people.join, name="organisation_join"),
    path("<slug:slug>/people/", people.people, name="organisation_people"),
    path("<slug:slug>/people/<int:pk>/role/", people.role, name="member_role"),
    path("<slug:slug>/people/<int:pk>/remove/", people.remove, name="member_remove"),
    path("<slug:slug>/people/<int:pk>/hand-over/", people.hand_over, name="member_hand_over"),
    path("<slug:slug>/requests/<int:pk>/", people.decide, name="join_request"),
    path("<slug:slug>/invitations/<int:pk>/withdraw/", people.withdraw, name="invitation_withdraw"),
]
