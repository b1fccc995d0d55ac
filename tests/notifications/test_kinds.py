import pytest
from django.utils import timezone
from django.utils.translation import override

from community.notifications.delivery import compose
from community.notifications.kinds import all_kinds
from community.notifications.models import Notification, Outbox
from community.notifications.rendering import render_line

REAL = [kind for kind in all_kinds() if not kind.name.startswith("test-")]


def mail_of(kind, person, language: str) -> Outbox:
    context = {"name": "<b>Tom</b>", "organisation": "A & B", **kind.example}
    return Outbox.objects.create(
        recipient=person,
        kind=kind.name,
        language=language,
        context=context,
        url="/my/",
        dedupe_key=kind.name,
        send_after=timezone.now(),
    )


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("kind", REAL, ids=lambda kind: kind.name)
def test_every_kind_of_every_room_can_be_written(nadia, kind, language):
    message = compose(mail_of(kind, nadia, language))
    html = message.alternatives[0].content

    assert (message.subject.strip() != "", "\n" in message.subject) == (True, False)
    assert "/admin" not in message.body + html
    assert "<b>Tom</b>" not in html
    assert "&amp;" not in message.body
    assert f'lang="{language}"' in html
    assert ("List-Unsubscribe" in message.extra_headers) is not kind.essential


@pytest.mark.parametrize("kind", REAL, ids=lambda kind: kind.name)
def test_every_kind_has_a_line_for_the_list(nadia, kind):
    with override("nl"):
        assert render_line(Notification(kind=kind.name, context={"name": "Tom", **kind.example})) != ""
