"""The forum of the demo: rooms, topics, and something on the moderator's desk. Running it again changes nothing."""

from datetime import timedelta
from pathlib import Path

import yaml
from django.utils import timezone

from community.forum.models import AdaptationReport, Category, ForumMember, Post, Reaction, Topic
from community.forum.presentation import quotation
from community.forum.services import adaptations, editing, moderating, posting, reacting, writing
from community.forum.services.counting import refresh_latest, roll_up_all
from community.forum.services.indexing import index_topic
from community.members.models import User
from community.moderation.models import CannedReason, TermsVersion
from community.moderation.services import cases, deciding, law
from hub.catalogue.models import Country, Entry, Theme

CONTENT = Path(__file__).parent / "forum.yaml"
#: Enough posts that the limits of newcomers are past.
TRUSTED = 20


def load_forum(accounts: dict[str, User]) -> int:
    """Fill an empty forum. Returns the number of topics."""
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    load_texts(content, accounts)
    if Topic.objects.exists():
        return Topic.objects.count()
    people = load_people(content["people"], accounts)
    rooms = load_categories(content["categories"])
    for row in content["topics"]:
        load_topic(row, people, rooms)
    load_uses(content["uses"], people)
    load_desk(content, people, rooms)
    roll_up_all()
    for topic in Topic.objects.all():
        index_topic(topic)
    return Topic.objects.count()


def load_texts(content: dict, accounts: dict[str, User]) -> None:
    """Terms, accepted by the demo accounts, and the moderators' canned reasons."""
    fields = content["terms"]
    fields["translations"] = [("words", words) for words in fields["translations"]]
    terms, _created = TermsVersion.objects.get_or_create(
        version=fields["version"], defaults=fields | {"valid_from": timezone.now() - timedelta(days=60)}
    )
    for user in accounts.values():
        law.accept_terms(user, terms)
    for place, row in enumerate(content["canned"]):
        CannedReason.objects.get_or_create(title=row["title"], defaults=row | {"sort_order": place})


def load_people(invented: dict[str, dict], accounts: dict[str, User]) -> dict[str, User]:
    """The demo accounts by the first part of their address, and invented people who cannot sign in."""
    people = {email.partition("@")[0]: user for email, user in accounts.items()}
    for key, row in invented.items():
        user = User.objects.filter(email=f"{key}@example.org").first()
        people[key] = user or User.objects.create_user(
            f"{key}@example.org", None, display_name=row["name"], about=row["about"]
        )
    for key, user in people.items():
        writing.member_of(user)
        if key != "chris":
            ForumMember.objects.filter(user=user).update(approved_posts=TRUSTED)
    return people


def load_categories(rows: list[dict]) -> dict[str, Category]:
    rooms: dict[str, Category] = {}
    for place, row in enumerate(rows):
        parent = rooms.get(row.pop("parent", ""))
        rooms[row["slug"]], _created = Category.objects.get_or_create(
            slug=row["slug"], defaults=row | {"parent": parent, "sort_order": place}
        )
    return rooms


def load_topic(row: dict, people: dict[str, User], rooms: dict[str, Category]) -> Topic:
    first = posting.start_topic(
        rooms[row["category"]],
        author=people[row["author"]],
        title=row["title"],
        body=finished(row["text"], people),
        language=row.get("language", "en"),
        entry=entry_of(row.get("entry", "")),
        themes=Theme.objects.filter(code__in=row.get("themes", [])),
        countries=Country.objects.filter(code__in=row.get("countries", [])),
    )
    topic = Topic.objects.select_related("category__parent").get(pk=first.topic_id)
    for reply in row["replies"]:
        load_reply(reply, topic, people)
    if row.get("pinned"):
        moderating.pin_topic(topic, by=people["moderator"], until=timezone.now() + timedelta(days=300))
    spread(topic, timedelta(days=row["days"]))
    return topic


def load_reply(row: dict, topic: Topic, people: dict[str, User]) -> Post:
    body, target = finished(row["text"], people), None
    if "quote" in row:
        target = Post.objects.select_related("author", "topic").get(topic=topic, number=row["quote"])
        body = quotation(target, limit=300) + body
    post = posting.reply(topic, author=people[row["by"]], body=body, reply_to=target)
    post.topic = topic
    for kind in ("thanks", "useful"):
        for name in row.get(kind, []):
            reacting.react(post, user=people[name], kind=kind, wanted=True)
    if row.get("answer"):
        editing.choose_answer(post, by=topic.author)
    if row.get("flagged"):
        cases.flag("post", post.pk, by=people["maria"], reason=row["flagged"], note="The same text is in three topics.")
    return post


def finished(text: str, people: dict[str, User]) -> str:
    """The text with references of entries and handles of people in place of their keys."""
    words = []
    for word in text.strip().split(" "):
        if word.startswith("ENTRY:"):
            found = entry_of(word.removeprefix("ENTRY:").strip())
            word = found.reference if found else ""
        elif word.startswith("@HANDLE:"):
            key = word.removeprefix("@HANDLE:").rstrip(",")
            word = f"@{people[key].forum_member.handle},"
        words.append(word)
    return " ".join(words)


def entry_of(source_id: str) -> Entry | None:
    return Entry.objects.visible().filter(source="demo", source_id=source_id).first() if source_id else None


def spread(topic: Topic, age: timedelta) -> None:
    """Put the posts where they would be had the topic begun that long ago."""
    start = timezone.now() - age
    posts = list(topic.posts.order_by("number"))
    for place, post in enumerate(posts):
        post.created_at = start + age * place / (len(posts) + 3)
    Post.objects.bulk_update(posts, ["created_at"])
    Reaction.objects.filter(post__in=posts).update(created_at=start + age / 2)
    topic.refresh_from_db()
    topic.created_at = start
    refresh_latest(topic)
    topic.save()


def load_uses(rows: list[dict], people: dict[str, User]) -> None:
    for row in rows:
        entry = entry_of(row["entry"])
        if entry is None:
            continue
        names = ("place", "with_whom", "changed", "worked", "outcome")
        fields = {name: row.get(name, "") for name in names}
        country = Country.objects.filter(code=row["country"]).first()
        report = adaptations.report_use(entry, author=people[row["by"]], country=country, **fields)
        if not row.get("pending"):
            cases.settle_case("adaptation", report.pk)
            adaptations.publish_report(report)
    AdaptationReport.objects.update(created_at=timezone.now() - timedelta(days=4))


def load_desk(content: dict, people: dict[str, User], rooms: dict[str, Category]) -> None:
    """A first post that waits, and a notice from outside that was decided."""
    new = content["newcomer"]
    posting.start_topic(rooms[new["category"]], author=people["chris"], title=new["title"], body=new["text"])
    row = content["notice"]
    topic = Topic.objects.select_related("category__parent").get(title=row["topic"])
    post = posting.reply(topic, author=people[row["by"]], body=row["text"])
    notice = law.receive_notice(
        address=None,
        kind="copyright",
        url=post.get_absolute_url(),
        explanation=row["explanation"],
        name=row["name"],
        email=row["email"],
        good_faith=True,
    )
    reasons = deciding.Reasons("law", row["rule"], row["facts"])
    moderator = User.objects.get(pk=people["moderator"].pk)
    deciding.decide(notice.case, by=moderator, action="remove", reasons=reasons, explanation=row["answer"])
