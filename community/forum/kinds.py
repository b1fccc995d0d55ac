"""What the forum writes to people about."""

from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import Kind, register

EXAMPLE = {"title": "Welcome in March", "author": "Maria", "excerpt": "How do you begin?"}
KINDS = (
    Kind("forum-mention", _("somebody named you in the forum")),
    Kind("forum-quote", _("somebody quoted you in the forum")),
    Kind("forum-reply", _("somebody answered your post")),
    Kind("forum-post", _("you watch this topic or its category")),
    Kind("forum-topic", _("you follow what this new topic is about")),
    Kind("forum-answer", _("an answer was chosen in a topic of yours")),
    Kind("forum-entry", _("you follow what this new entry is about")),
    Kind("forum-adaptation", _("somebody used an entry you follow")),
)


def register_all() -> None:
    for kind in KINDS:
        base = f"forum/mails/{kind.name.removeprefix('forum-')}"
        register(Kind(kind.name, kind.label, template_base=base, example=EXAMPLE))
