from django.contrib.auth.models import Group
from django.urls import reverse

from community.members.services import ensure_groups
from tests.factories import user


def test_editors_may_publish_and_reviewers_may_not_enter(hub):
    ensure_groups()
    ensure_groups()
    editor, reviewer, moderator = (user(f"{name}@example.org") for name in ("e", "r", "m"))
    for person, name in ((editor, "Editors"), (reviewer, "Reviewers"), (moderator, "Moderators")):
        person.groups.add(Group.objects.get(name=name))

    assert [person.has_perm("wagtailadmin.access_admin") for person in (editor, reviewer, moderator)] == [
        True, False, False,
    ]  # fmt: skip
    assert [hub.home.permissions_for_user(person).can_publish() for person in (editor, moderator)] == [True, False]
    assert editor.has_perm("members.change_organisation")


def test_editors_keep_pictures_and_files(hub, client):
    ensure_groups()
    editor = user()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    for index in ("wagtailimages:index", "wagtaildocs:index", "wagtailredirects:index"):
        assert client.get(reverse(index)).status_code == 200


def test_pages_are_published_without_the_approval_of_the_forum_moderators(hub):
    ensure_groups()

    assert not hub.home.has_workflow


def test_editors_decide_submissions_and_keep_what_they_are_judged_by(hub):
    ensure_groups()
    editor, reviewer = user("e@example.org"), user("r@example.org")
    editor.groups.add(Group.objects.get(name="Editors"))
    reviewer.groups.add(Group.objects.get(name="Reviewers"))
    kept = [
        "submissions.decide_submission", "submissions.change_assignmentrule", "submissions.add_rubric",
        "submissions.change_eligibilityquestion", "submissions.add_declaration",
    ]  # fmt: skip

    assert [editor.has_perm(name) for name in kept] == [True] * 5
    assert [editor.has_perm(f"submissions.{name}") for name in ("change_submission", "delete_round")] == [False, False]
    assert [reviewer.has_perm(name) for name in kept] == [False] * 5
