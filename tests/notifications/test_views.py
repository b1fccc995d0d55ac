import pytest
from django.test import Client

from community.notifications.models import Notification, Preference, Scope
from community.notifications.services import notify, notify_many
from community.notifications.tokens import unsubscribe_token
from tests.factories import user


@pytest.fixture
def notice(nadia, hub) -> Notification:
    return notify(
        nadia, "test-news", context={"title": "<b>Story</b>"}, url="/my/settings/?from=notice", dedupe_key="1"
    )


@pytest.fixture
def reader(client, nadia):
    client.force_login(nadia)
    return client


def test_list_shows_text_escaped_and_unread_in_the_header(reader, notice):
    page = reader.get("/my/notices/").content.decode()

    assert ("Notices: &lt;b&gt;Story" in page, "<b>Story" in page) == (True, False)
    assert '1<span class="sr"> new notices</span>' in page


def test_list_speaks_the_language_it_is_read_in(reader, notice):
    assert "/nl/my/notices/" in reader.get("/nl/my/notices/").content.decode()


def test_opening_marks_as_read_and_goes_there(reader, notice):
    response = reader.post(f"/nl/my/notices/{notice.pk}/")
    notice.refresh_from_db()

    assert (response["Location"], notice.read_at is not None) == ("/nl/my/settings/?from=notice", True)


def test_notices_of_others_are_out_of_reach(client, hub, notice):
    client.force_login(user("other@example.org"))

    assert client.post(f"/my/notices/{notice.pk}/").status_code == 404
    assert "Story" not in client.get("/my/notices/").content.decode()


def test_all_are_marked_at_once(reader, notice):
    reader.post("/my/notices/read/")

    assert Notification.objects.filter(read_at=None).count() == 0


def test_a_notice_whose_room_has_gone_does_not_break_the_list(reader, notice):
    Notification.objects.update(kind="gone")

    assert reader.get("/my/notices/").status_code == 200


def test_long_lists_cost_as_much_as_short_ones(reader, nadia, hub, django_assert_max_num_queries):
    for number in range(40):
        notify_many([nadia], "test-news", context={"title": "x"}, url="/my/", dedupe_key=str(number))
    reader.get("/my/notices/")

    with django_assert_max_num_queries(9):
        reader.get("/my/notices/")


def test_settings_are_kept(reader, nadia, hub):
    reader.post("/my/settings/", {"scope": "must-act", "rhythm": "digest"})

    assert list(Preference.objects.values_list("user__email", "scope", "rhythm")) == [
        ("nadia@example.org", "must-act", "digest")
    ]


def test_settings_refuse_what_is_not_offered(reader, hub):
    assert reader.post("/my/settings/", {"scope": "everything", "rhythm": "hourly"}).status_code == 200
    assert not Preference.objects.exists()


def test_opening_the_unsubscribe_link_changes_nothing(client, hub, nadia):
    response = client.get(f"/my/unsubscribe/{unsubscribe_token(nadia, 'test-news')}/")

    assert (response.status_code, Preference.objects.count()) == (200, 0)


def test_one_click_of_a_mail_program_unsubscribes_without_cookie_or_token(hub, nadia):
    stranger = Client(enforce_csrf_checks=True)
    for _ in range(2):
        url = f"/my/unsubscribe/{unsubscribe_token(nadia, 'test-news')}/"
        response = stranger.post(url, {"List-Unsubscribe": "One-Click"}, headers={"origin": "null"})
        assert response.status_code == 200

    assert Preference.objects.get().scope == Scope.MUST_ACT


@pytest.mark.parametrize("change", [lambda token: token[:-2], lambda token: "x" + token, lambda token: "nonsense"])
def test_other_links_unsubscribe_nobody(client, hub, nadia, change):
    token = change(unsubscribe_token(nadia, "test-news"))

    assert client.post(f"/my/unsubscribe/{token}/").status_code == 404
    assert Preference.objects.count() == 0
