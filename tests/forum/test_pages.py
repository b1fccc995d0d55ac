"""What visitors and members see, what it costs, and what never leaks."""

import re
import uuid

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.forum.choices import Level, Who
from community.forum.forms import _signer
from community.forum.models import Attachment, Draft, Follow, Post, Topic, TopicUser
from community.forum.services import editing, following, moderating
from tests.factories import term
from tests.forum import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def member_client(client):
    user = makers.member()
    client.force_login(user)
    client.user = user
    return client


def many(room, topics: int = 30, replies: int = 25) -> Topic:
    """A category with topics, the first of which fills two pages."""
    first = makers.topic(room)
    authors = [makers.member() for _ in range(6)]
    for place in range(replies):
        makers.reply(first, author=authors[place % 6])
    for place in range(topics):
        makers.topic(room, author=authors[place % 6])
    return Topic.objects.get(pk=first.pk)


def queries_of(client, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)  # what is read once per process
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len([query for query in found.captured_queries if "SAVEPOINT" not in query["sql"]])


# ---------------------------------------------------------------- Cost


def test_topic_page_costs_twelve_queries_at_most(hub, client):
    topic = many(makers.category(mode="questions"), topics=3)

    assert queries_of(client, topic.get_absolute_url()) <= 12


def test_topic_page_of_a_member_costs_twelve_queries_too(hub, member_client):
    """With session, person, menu and the number of notices."""
    topic = many(makers.category(mode="questions"), topics=3)

    assert queries_of(member_client, topic.get_absolute_url()) <= 12


def test_later_pages_cost_the_same(hub, client):
    url = many(makers.category(), topics=1).get_absolute_url()

    assert queries_of(client, f"{url}?page=2") == queries_of(client, url)


@pytest.mark.parametrize("name", ["forum:index", "forum:latest", "forum:unanswered"])
def test_lists_cost_ten_queries_at_most(hub, client, name):
    many(makers.category(mode="questions"))

    assert queries_of(client, reverse(name)) <= 10


def test_category_costs_ten_queries_at_most(hub, client):
    room = makers.category(mode="questions")
    many(room)

    assert queries_of(client, reverse("forum:category", args=[room.slug])) <= 10


def test_list_goes_on_where_it_ended(hub, client):
    room = makers.category()
    many(room, topics=60, replies=0)
    url, seen = reverse("forum:category", args=[room.slug]), []
    address = url
    while address:
        html = client.get(address).content.decode()
        seen += re.findall(r'<h2 class="title"><a class="bare" href="[^"]*/t/(\d+)-', html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        address = url + found[1] if found else ""

    assert (len(seen), len(set(seen))) == (61, 61)


# ---------------------------------------------------------------- Reading


def test_post_says_which_one_it_answers(hub, client):
    topic = makers.topic()
    asked, quoted = topic.posts.get(), makers.reply(topic)
    makers.reply(topic, reply_to=asked)
    makers.reply(topic, reply_to=quoted, body=f"> [post 2](/community/p/{quoted.pk}/):\n\nYes")
    last = makers.reply(topic, reply_to=quoted)
    makers.reply(topic, reply_to=last)
    lines = client.get(topic.get_absolute_url()).context["lines"]

    assert [(line.post.number, line.answers, line.answers_url) for line in lines if line.answers] == [
        (3, 1, topic.url_of(1)),
        (5, 2, topic.url_of(2)),
    ]


@pytest.mark.parametrize("trusted", [True, False])
def test_newcomer_reads_that_a_reply_will_wait_before_writing_it(hub, client, trusted):
    client.force_login(makers.member(trusted=trusted))
    url = makers.topic().get_absolute_url()
    said = ["A moderator reads your first post" in client.get(url).content.decode() for _visit in range(2)]

    assert said == [not trusted] * 2


def test_somebody_without_an_account_reports_a_post_by_its_address(hub, client, member_client):
    topic = makers.topic()
    post = topic.posts.get()
    client.logout()
    page = BeautifulSoup(client.get(topic.get_absolute_url()).content, "html.parser")
    form = client.get(page.select_one("#p1 footer a[rel=nofollow]")["href"]).context["form"]

    assert form["url"].value() == f"http://testserver{post.get_absolute_url()}"


def test_page_of_what_one_follows_counts_what_is_new(hub, member_client):
    topic = makers.topic(author=member_client.user)
    makers.reply(topic)
    makers.reply(topic)
    page = BeautifulSoup(member_client.get(reverse("forum:following")).content, "html.parser")
    link = page.find("a", href=reverse("forum:number", args=[topic.pk, 2]))

    assert link.get_text(" ", strip=True).startswith("2 new")


def test_forum_search_without_a_result_leads_to_asking(hub, client):
    page = BeautifulSoup(client.get(reverse("forum:search"), {"q": "zzzqqq"}).content, "html.parser")

    assert page.select_one(".empty a")["href"] == reverse("forum:new_topic")


def test_reading_sets_no_cookie(hub, client):
    topic = makers.topic()
    for url in (reverse("forum:index"), topic.get_absolute_url(), reverse("forum:latest")):
        assert client.get(url).cookies == {}


def test_permalink_leads_to_the_post_wherever_it_is(hub, client):
    topic = many(makers.category(), topics=0)
    post = topic.posts.get(number=23)
    first = client.get(post.get_absolute_url()).url
    other = makers.topic(topic.category)
    moderating.merge_topics(topic, by=makers.moderator(), into=other)

    moved = Post.objects.get(pk=post.pk)
    assert (first, client.get(post.get_absolute_url()).url) == (
        f"{topic.get_absolute_url()}?page=2#p23",
        moved.topic.url_of(moved.number),
    )


def test_old_number_leads_to_a_moved_post(hub, client):
    topic = makers.topic()
    post = makers.reply(topic)
    moderating.split_topic(topic, by=makers.moderator(), posts=[post], title="A part of it")
    moved = Post.objects.select_related("topic").get(pk=post.pk)

    assert client.get(reverse("forum:number", args=[topic.pk, 2])).url == moved.topic.url_of(1)


def test_merged_topic_redirects_for_good(hub, client):
    room = makers.category()
    source, target = makers.topic(room), makers.topic(room)
    moderating.merge_topics(source, by=makers.moderator(), into=target)

    response = client.get(source.get_absolute_url())
    assert (response.status_code, response.url) == (301, target.get_absolute_url())


def test_removed_topic_says_so(hub, client):
    topic = makers.topic()
    moderating.remove_topic(topic, by=makers.moderator(), statement=makers.statement())

    response = client.get(topic.get_absolute_url())
    assert (response.status_code, "The first text" in response.content.decode()) == (410, False)


def test_deleted_post_is_a_tombstone(hub, client):
    topic = makers.topic()
    post = makers.reply(topic, body="A secret that should not stay")
    editing.delete_post(post, by=post.author)
    html = client.get(topic.get_absolute_url()).content.decode()

    assert ('id="p2"' in html, "A secret" in html) == (True, False)


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "9" * 30, "²"])
def test_page_that_does_not_exist_shows_one_that_does(hub, client, page):
    topic = makers.topic()

    assert client.get(f"{topic.get_absolute_url()}?page={page}").status_code == 200


@pytest.mark.parametrize("after", ["x", "====", "MTI", "%00", "a" * 500])
def test_place_in_a_list_that_makes_no_sense_is_its_beginning(hub, client, after):
    makers.topic()

    assert client.get(f"{reverse('forum:latest')}?after={after}").status_code == 200


# ---------------------------------------------------------------- Nothing leaks

CANARY = "kingfisher"


def hidden() -> Topic:
    """A topic in a room of a group, with the secret word in title, text and file name."""
    group, _created = Group.objects.get_or_create(name="Insiders")
    room = makers.category(
        "inside", mode="questions", who_sees="group", who_replies="group", who_starts="group", group=group
    )
    author = makers.member()
    author.groups.add(group)
    author = makers.fresh(author)
    topic = makers.topic(room, author=author, title=f"The {CANARY} plan", body=f"All about the {CANARY}")
    Attachment.objects.create(
        post=topic.posts.get(), uploader=author, key="a" * 32, name=f"{CANARY}.pdf", extension="pdf", size=1
    )
    return topic


def addresses(topic: Topic) -> list[str]:
    post = topic.posts.get()
    return [
        reverse("forum:index"),
        reverse("forum:latest"),
        reverse("forum:unanswered"),
        f"{reverse('forum:search')}?q={CANARY}",
        f"{reverse('forum:similar')}?title=The+{CANARY}+plan",
        reverse("forum:feed"),
        reverse("forum:category", args=[topic.category.slug]),
        reverse("forum:category_feed", args=[topic.category.slug]),
        reverse("forum:topic", args=[topic.pk, "x"]),
        reverse("forum:topic_by_number", args=[topic.pk]),
        reverse("forum:topic_feed", args=[topic.pk]),
        reverse("forum:number", args=[topic.pk, 1]),
        reverse("forum:reply", args=[topic.pk]),
        reverse("forum:manage", args=[topic.pk]),
        reverse("forum:post", args=[post.pk]),
        reverse("forum:edit", args=[post.pk]),
        reverse("forum:history", args=[post.pk]),
        reverse("forum:delete", args=[post.pk]),
        reverse("forum:attachment", args=["a" * 32]),
        reverse("forum:person", args=[topic.author.forum_member.handle]),
        reverse("forum:following"),
        reverse("moderation:flag", args=["post", post.pk]),
        reverse("moderation:flag", args=["topic", topic.pk]),
        reverse("moderation:queue"),
    ]


@pytest.mark.parametrize("role", ["visitor", "member", "newcomer"])
def test_restricted_category_does_not_leak(hub, client, role):
    topic = hidden()
    if role != "visitor":
        client.force_login(makers.member(trusted=role == "member"))
    Follow.objects.all().delete()
    seen = []
    for url in addresses(topic):
        response = client.get(url)
        text = b"".join(response) if response.streaming else response.content
        # What somebody asks for is repeated in the search box and in the links to other languages.
        text = text.decode(errors="replace").replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "")
        seen += [url] if CANARY in text or CANARY in response.get("Location", "") else []

    assert seen == []


def test_follower_of_everything_hears_nothing_of_a_hidden_room(hub):
    from community.forum.choices import Followed, Level
    from community.forum.services import following
    from community.notifications.models import Notification

    topic = hidden()
    stranger = makers.member()
    following.follow(Followed.CATEGORY, topic.category_id, user=stranger, level=Level.WATCHED)
    following.follow_topic(topic, user=stranger, level=Level.WATCHED)
    makers.reply(topic, author=makers.fresh(topic.author))

    assert not Notification.objects.filter(recipient=stranger).exists()


# ---------------------------------------------------------------- Writing


def form(**values) -> dict:
    return {"key": str(uuid.uuid4()), "started": _signer.sign("form"), **values}


def test_reply_through_the_form(hub, member_client):
    topic = makers.topic()
    response = member_client.post(reverse("forum:reply", args=[topic.pk]), form(body="**Yes**, in the morning"))

    post = topic.posts.get(number=2)
    assert (response.url, post.html) == (post.get_absolute_url(), "<p><strong>Yes</strong>, in the morning</p>\n")


def test_preview_posts_nothing(hub, member_client):
    topic = makers.topic()
    response = member_client.post(reverse("forum:reply", args=[topic.pk]), form(body="**Yes**", preview="1"))

    assert (b"<strong>Yes</strong>" in response.content, topic.posts.count()) == (True, 1)


def test_preview_of_a_topic_without_a_category(hub, member_client):
    makers.category()
    response = member_client.post(reverse("forum:new_topic"), form(title="Bags", body="**Yes**", preview="1"))

    assert (b"<strong>Yes</strong>" in response.content, response.context["form"].errors) == (True, {})


def test_preview_of_nothing_asks_for_a_text(hub, member_client):
    makers.category()
    response = member_client.post(reverse("forum:new_topic"), form(title="Bags", body=" ", preview="1"))

    assert list(response.context["form"].errors) == ["body"]


def test_draft_of_half_a_topic_is_kept(hub, member_client):
    makers.category()
    response = member_client.post(reverse("forum:new_topic"), form(title="Bags", body="", draft="1"))

    assert (response.status_code, Draft.objects.get().title) == (200, "Bags")


ABOUT = {"category": "first-weeks", "language": "nl", "themes": ["play"], "countries": ["be", "nl"]}


def shown(client, query: str = "") -> dict:
    """What the form of a new topic is filled with."""
    page = BeautifulSoup(client.get(reverse("forum:new_topic") + query).content, "html.parser")
    chosen = {
        name: [option["value"] for option in page.select(f"[name={name}] option[selected]")]
        for name in ("category", "language", "themes", "countries")
    }
    return {"title": page.select_one("[name=title]").get("value", ""), "body": page.textarea.text.strip(), **chosen}


@pytest.mark.parametrize("saved", [{"draft": "1"}, {"save": "by the script"}])
def test_draft_of_a_topic_keeps_where_it_is_to_go(hub, member_client, saved):
    makers.category()
    for kind, code in [("theme", "play"), ("country", "be"), ("country", "nl"), ("language", "nl")]:
        term(kind, code)
    address = reverse("forum:new_topic" if "draft" in saved else "forum:save_draft")
    member_client.post(address, form(place="new:", title="Bags", body="They travel", **ABOUT, **saved))

    about = {"category": ["first-weeks"], "language": ["nl"], "themes": ["play"], "countries": ["be", "nl"]}
    assert shown(member_client) == {"title": "Bags", "body": "They travel", **about}
    page = BeautifulSoup(member_client.get(reverse("forum:new_topic")).content, "html.parser")
    assert page.select_one("details:has([name=themes])").has_attr("open")


def test_draft_of_an_entry_stays_with_the_entry(hub, member_client):
    makers.category()
    entry = hub.entry(title="Peer reading")
    query = f"?entry={entry.reference}"
    term("language", "en")
    data = form(title="How long?", body="A week?", entry=entry.reference, category="first-weeks", language="en")
    member_client.post(reverse("forum:new_topic") + query, data | {"draft": "1"})

    assert (shown(member_client)["body"], shown(member_client, query)["body"]) == ("", "A week?")
    member_client.post(reverse("forum:new_topic") + query, data)
    assert not Draft.objects.exists()


def test_list_of_drafts_leads_to_the_draft_of_an_entry(hub, member_client):
    makers.category()
    entry = hub.entry(title="Peer reading")
    member_client.post(
        reverse("forum:save_draft"), form(place=f"new:{entry.reference}", title="How long?", body="A week?")
    )
    page = BeautifulSoup(member_client.get(reverse("forum:following")).content, "html.parser")
    link = page.select_one(f'a[href*="{reverse("forum:new_topic")}"]')["href"]

    assert shown(member_client, link.removeprefix(reverse("forum:new_topic")))["body"] == "A week?"


def test_draft_goes_on_as_a_reply_when_somebody_else_opened_the_topic(hub, member_client):
    entry = hub.entry(title="Peer reading")
    member_client.post(reverse("forum:save_draft"), form(place=f"new:{entry.reference}", body="A week?"))
    topic = makers.topic(entry=entry)
    there = member_client.get(f"{reverse('forum:new_topic')}?entry={entry.reference}", follow=True)
    page = BeautifulSoup(there.content, "html.parser")

    assert there.redirect_chain[-1][0] == reverse("forum:reply", args=[topic.pk])
    assert page.select_one("main textarea").text.strip() == "A week?"


def test_draft_of_an_entry_that_is_gone_is_still_there(hub, member_client):
    makers.category()
    entry = hub.entry(title="Peer reading")
    member_client.post(reverse("forum:save_draft"), form(place=f"new:{entry.reference}", body="A week?"))
    entry.unpublish()

    assert shown(member_client, f"?entry={entry.reference}")["body"] == "A week?"


def test_category_one_comes_from_is_chosen_before_that_of_the_draft(hub, member_client):
    for slug in ("first-weeks", "jobs"):
        makers.category(slug)
    member_client.post(reverse("forum:save_draft"), form(place="new:", body="They travel", category="first-weeks"))

    assert [shown(member_client, query)["category"] for query in ("", "?category=jobs")] == [["first-weeks"], ["jobs"]]


@pytest.mark.parametrize(
    "about",
    [
        {"category": "x" * 500, "language": "??"},
        {"themes": ["y" * 90] * 500},
        {"category": "\x00", "themes": ["\x00a"]},
    ],
)
def test_draft_with_codes_that_are_none_is_kept_without_them(hub, member_client, about):
    makers.category()
    member_client.post(reverse("forum:save_draft"), form(place="new:", title="Bags", **about))

    assert len(str(Draft.objects.get().about)) < 2000
    assert shown(member_client)["title"] == "Bags"


def test_picture_says_that_it_needs_words(hub, member_client):
    page = BeautifulSoup(member_client.get(reverse("forum:reply", args=[makers.topic().pk])).content, "html.parser")
    labels = [" ".join(page.select_one(f"label[for=id_{name}]").text.split()) for name in ("upload", "alt")]

    assert labels == ["Attach a picture or PDF (optional)", "What the picture shows (needed with a picture)"]


def test_file_is_attached_before_anything_is_written(hub, member_client):
    makers.category()
    data = form(attach="1", alt="A red square", upload=SimpleUploadedFile("me.png", picture()))
    response = member_client.post(reverse("forum:new_topic"), data)

    assert (response.status_code, response.context["files"]) == (200, [Attachment.objects.get()])


def test_picture_without_its_words_is_not_attached(hub, member_client):
    data = form(body="See", attach="1", upload=SimpleUploadedFile("me.png", picture()))
    response = member_client.post(reverse("forum:reply", args=[makers.topic().pk]), data)

    assert (list(response.context["form"].errors), Attachment.objects.exists()) == (["alt"], False)


def test_double_click_is_one_post(hub, member_client):
    topic, data = makers.topic(), form(body="Sent by a double click, which happens to everybody")
    urls = {member_client.post(reverse("forum:reply", args=[topic.pk]), data).url for _ in range(2)}

    assert (len(urls), topic.posts.count()) == (1, 2)


def test_topic_shows_the_reply_one_has_begun(hub, member_client):
    topic = makers.topic()
    member_client.get(topic.get_absolute_url())
    member_client.post(reverse("forum:save_draft"), {"place": f"topic:{topic.pk}", "body": "We tried it, and"})

    def begun(client) -> str:
        return client.get(topic.get_absolute_url()).context["form"]["body"].value() or ""

    mine = begun(member_client)
    member_client.force_login(makers.member())
    assert (mine, begun(member_client)) == ("We tried it, and", "")


def test_refused_reply_keeps_the_text_as_a_draft(hub, client):
    client.force_login(makers.member(trusted=False))
    topic, links = makers.topic(), "https://a.example https://b.example https://c.example"
    stamp = _signer.timestamp
    _signer.timestamp = lambda: "000001"
    try:
        started = _signer.sign("form")
    finally:
        _signer.timestamp = stamp
    response = client.post(reverse("forum:reply", args=[topic.pk]), form(body=links, started=started))

    assert (response.status_code, Draft.objects.get().body) == (422, links)


def test_reply_to_a_topic_locked_meanwhile_is_said(hub, member_client):
    topic = makers.topic()
    moderating.set_locked(topic, by=makers.moderator(), locked=True)

    assert member_client.post(reverse("forum:reply", args=[topic.pk]), form(body="Too late")).status_code == 403


def test_program_that_fills_in_everything_posts_nothing(hub, member_client):
    topic = makers.topic()
    member_client.post(reverse("forum:reply", args=[topic.pk]), form(body="Buy", website="https://example.org"))

    assert topic.posts.count() == 1


def test_newcomer_who_writes_too_quickly_is_asked_to_look_again(hub, client):
    client.force_login(makers.member(trusted=False))
    topic = makers.topic()
    response = client.post(reverse("forum:reply", args=[topic.pk]), form(body="Quick"))

    assert (response.status_code, topic.posts.count()) == (422, 1)


def test_new_topic_with_terms(hub, member_client):
    from tests.factories import term

    room = makers.category()
    term("theme", "language")
    data = form(category=room.slug, title="How do you do it?", body="Tell me", language="en", themes=["language"])
    term("language", "en")
    member_client.post(reverse("forum:new_topic"), data)

    topic = Topic.objects.get()
    assert (topic.title, [theme.code for theme in topic.themes.all()]) == ("How do you do it?", ["language"])


def test_topic_of_an_entry_opens_once(hub, member_client):
    from tests.factories import term

    term("language", "en")
    entry, room = hub.entry(title="A practice to discuss"), makers.category()
    url = reverse("forum:discuss", args=[entry.reference])
    before = member_client.get(url).url
    data = form(
        category=room.slug, title="About this entry", body="Who has done it?", language="en", entry=entry.reference
    )
    member_client.post(reverse("forum:new_topic"), data)
    topic = Topic.objects.get()

    page = member_client.get(reverse("permalink", args=[entry.reference]), follow=True).content.decode()
    assert (before, member_client.get(url).url) == (
        f"{reverse('forum:new_topic')}?entry={entry.reference}",
        topic.get_absolute_url(),
    )
    assert topic.get_absolute_url() in page


def test_autosave_keeps_and_forgets(hub, member_client):
    url, place = reverse("forum:save_draft"), "topic:1"
    saved = member_client.post(url, {"place": place, "body": "Half a sen"}).json()["saved"]
    member_client.post(url, {"place": place, "body": "  "})

    assert (bool(saved), Draft.objects.exists()) == (True, False)


@pytest.mark.parametrize("data", [{"place": "x"}, {"place": "topic:1", "body": "a" * 40_000}, {}])
def test_autosave_refuses_what_makes_no_sense(hub, member_client, data):
    assert member_client.post(reverse("forum:save_draft"), data).status_code == 400


def test_conflict_shows_both_texts(hub, member_client):
    post = makers.reply(makers.topic(), author=member_client.user, body="The first version")
    editing.edit_post(post, by=makers.moderator(), body="Changed by a moderator")
    response = member_client.post(reverse("forum:edit", args=[post.pk]), {"body": "Changed by me", "seen": ""})

    html = response.content.decode()
    assert (response.status_code, "Changed by a moderator" in html, "Changed by me" in html) == (409, True, True)


def test_history_shows_what_changed(hub, client):
    from tests.forum.test_posting import aged

    post = aged(makers.reply(makers.topic(), body="We start on Monday"))
    editing.edit_post(post, by=post.author, body="We start on Friday")

    html = client.get(reverse("forum:history", args=[post.pk])).content.decode()
    assert re.findall(r"<(del|ins)>(\w+)<", html) == [("del", "Monday"), ("ins", "Friday")]


def test_reaction_twice_is_one(hub, member_client):
    post = makers.reply(makers.topic())
    for _ in range(2):
        member_client.post(reverse("forum:react", args=[post.pk]), {"kind": "thanks"})

    assert Post.objects.get(pk=post.pk).thanks_count == 1


def test_reading_marks_as_read(hub, member_client):
    topic = makers.topic()
    makers.reply(topic)
    before = member_client.get(reverse("forum:latest")).content.decode()
    member_client.get(topic.get_absolute_url())
    after = member_client.get(reverse("forum:latest")).content.decode()

    assert ("2 new" in before, "new<" in after, TopicUser.objects.get(user=member_client.user).last_read) == (
        True,
        False,
        2,
    )


# ---------------------------------------------------------------- Files


def picture(form_name: str = "PNG", size=(40, 30)) -> bytes:
    import io

    from PIL import Image

    output = io.BytesIO()
    Image.new("RGB", size, "red").save(
        output, form_name, exif=b"Exif\x00\x00secret place" if form_name == "JPEG" else b""
    )
    return output.getvalue()


def upload(client, topic, content: bytes, name: str):
    data = form(body="With a file", attach="1", alt="A red square", upload=SimpleUploadedFile(name, content))
    return client.post(reverse("forum:reply", args=[topic.pk]), data)


def test_picture_loses_what_it_reveals(hub, member_client):
    upload(member_client, makers.topic(), picture("JPEG"), "me.jpg")
    kept = Attachment.objects.get()

    assert (b"secret place" in kept.file.read(), kept.extension, "me" in kept.file.name) == (False, "jpg", False)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script>", "x.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "x.svg"),
        (b"MZ\x90\x00", "x.jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"broken" * 50, "x.png"),
        (b"PK\x03\x04", "x.docx"),
        (b"", "x.pdf"),
        (b"%PDF-1.4" + b"0" * (5 * 1024 * 1024), "x.pdf"),
    ],
)
def test_file_that_is_no_picture_or_pdf_is_refused(hub, member_client, content, name):
    response = upload(member_client, makers.topic(), content, name)

    assert (response.status_code, Attachment.objects.exists()) == (422, False)


def test_attachment_before_the_post_is_its_owners(hub, member_client, client):
    upload(member_client, makers.topic(), picture(), "me.png")
    url = Attachment.objects.get().get_absolute_url()
    own = member_client.get(url)
    client.force_login(makers.member())

    assert (own.status_code, own["X-Content-Type-Options"], client.get(url).status_code) == (200, "nosniff", 404)


def test_newcomer_has_no_files(hub, client):
    client.force_login(makers.member(trusted=False))
    upload(client, makers.topic(), picture(), "me.png")

    assert not Attachment.objects.exists()


def test_files_without_a_post_are_ten_at_most(hub, member_client):
    topic = makers.topic()
    answers = [upload(member_client, topic, picture(), "me.png").status_code for _ in range(11)]

    assert (answers[-2:], Attachment.objects.count()) == ([200, 422], 10)


# ---------------------------------------------------------------- Merging


@pytest.mark.parametrize(
    "asked", ["puppets", "{number}", "https://hub.example.org/nl/community/t/{number}-puppets/?page=2#p3"]
)
def test_topic_to_merge_into_is_found_and_chosen(hub, client, asked):
    room, boss = makers.category(), makers.moderator()
    source, target = makers.topic(room, title="A show with dolls"), makers.topic(room, title="Stories with puppets")
    client.force_login(boss)
    url = reverse("forum:manage", args=[source.pk])

    found = client.get(url, {"find": asked.format(number=target.pk)}).context["targets"]
    client.post(url, {"action": "merge", "into": target.pk})

    assert target in found and source not in found
    assert Topic.objects.get(pk=source.pk).merged_into == target


def test_moderator_of_a_category_merges_within_it(hub, client):
    host, here = makers.member(), makers.category("here")
    here.moderators.add(host)
    source, inside = makers.topic(here, title="A show with dolls"), makers.topic(here, title="Stories with puppets")
    makers.topic(makers.category("there"), title="More about puppets")
    client.force_login(makers.fresh(host))

    targets = client.get(reverse("forum:manage", args=[source.pk]), {"find": "puppets"}).context["targets"]

    assert targets == [inside]


@pytest.mark.parametrize("asked", ["", "   ", "zzzz", "1 zzzz", "9" * 15, "/t/0/", "?" * 500])
def test_nothing_to_merge_into_is_said(hub, client, asked):
    client.force_login(makers.moderator())

    response = client.get(reverse("forum:manage", args=[makers.topic().pk]), {"find": asked})

    assert (response.status_code, response.context["targets"]) == (200, [])


def test_merge_without_a_choice_is_said(hub, client):
    client.force_login(makers.moderator())
    topic = makers.topic()

    assert client.post(reverse("forum:manage", args=[topic.pk]), {"action": "merge"}).status_code == 422


# ---------------------------------------------------------------- Titles of what somebody may not see


def hidden_room():
    return makers.category("board", who_sees=Who.GROUP)


def locations(client, *addresses: str) -> list[tuple[int, str]]:
    answers = [client.get(address) for address in addresses]
    return [(answer.status_code, answer.headers.get("Location", "")) for answer in answers]


def test_post_that_moved_into_a_hidden_room_leads_nowhere(hub, client):
    moderator, room = makers.moderator(), makers.category()
    topic = makers.topic(room)
    moved = makers.reply(topic)
    new = moderating.split_topic(topic, by=moderator, posts=[moved], title="Secret of the board")
    moderating.move_topic(new, by=moderator, category=hidden_room())

    found = locations(client, f"/community/t/{topic.pk}/p/{moved.number}/", f"/community/p/{moved.pk}/")
    assert found == [(404, ""), (404, "")]


def test_topic_merged_into_a_hidden_one_leads_nowhere(hub, client, member_client):
    moderator, topic = makers.moderator(), makers.topic()
    secret = makers.topic(hidden_room(), author=moderator, title="Secret of the board")
    moderating.merge_topics(topic, by=moderator, into=secret)

    addresses = (f"/community/t/{topic.pk}/", f"/community/t/{topic.pk}/reply/")
    assert locations(member_client, *addresses) == [(404, ""), (404, "")]


def test_address_of_a_removed_topic_does_not_say_its_title(hub, client):
    topic = makers.topic(title="Libel against somebody")
    post = topic.posts.get()
    moderating.remove_topic(topic, by=makers.moderator(), statement=makers.statement(kind="topic", target_id=topic.pk))

    found = locations(client, f"/community/p/{post.pk}/", f"/community/t/{topic.pk}/p/1/")
    assert found == [(302, f"/community/t/{topic.pk}/")] * 2


def test_list_of_what_one_follows_leaves_out_what_one_may_not_see(hub, client, member_client):
    moderator, room = makers.moderator(), makers.category()
    removed, moved, kept = (makers.topic(room, title=f"{name} topic") for name in ("Libellous", "Secret", "Ordinary"))
    for topic in (removed, moved, kept):
        following.follow_topic(topic, user=member_client.user, level=Level.WATCHED)
    moderating.remove_topic(removed, by=moderator, statement=makers.statement(kind="topic", target_id=removed.pk))
    moderating.move_topic(moved, by=moderator, category=hidden_room())

    html = member_client.get(reverse("forum:following")).content.decode()
    assert [name in html for name in ("Libellous", "Secret", "Ordinary")] == [False, False, True]


# ---------------------------------------------------------------- Characters that XML does not know


def test_feeds_survive_any_title_and_name(hub, client):
    room = makers.category()
    topic = makers.topic(room, author=makers.member("Ann\x08a"), title="A question\x0b about\x01 things")
    addresses = ("/community/feed.atom", f"/community/c/{room.slug}/feed.atom", f"/community/t/{topic.pk}/feed.atom")

    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_title_is_kept_without_what_disguises_it(hub, member_client):
    room = makers.category()
    sent = {
        "category": room.slug,
        "title": "A \x08question\u202e about reading",
        "body": "Who knows?",
        "language": "en",
    }
    member_client.post(reverse("forum:new_topic"), sent)

    assert Topic.objects.get().title == "A question about reading"
