from django.urls import reverse
from django.utils import timezone

from search.models import SearchLog
from tests.factories import superuser, user


def missed(text: str, total: int = 0) -> None:
    SearchLog.objects.create(day=timezone.localdate(), text=text, language="en", searches=2, total=total)


def test_editors_see_what_was_not_found(hub, client):
    missed("braille mathematics")
    missed("story bags", total=3)
    client.force_login(superuser())

    page = client.get(reverse("wagtailadmin_home")).text

    assert ("braille mathematics" in page, "story bags" in page) == (True, False)
    assert f"{reverse('search')}?q=braille%20mathematics" in page
    assert "/admin/search/searches/?kind=missed" in page


def test_members_see_no_admin_at_all(hub, client):
    client.force_login(user())
    assert client.get(reverse("wagtailadmin_home")).status_code in (302, 403)
