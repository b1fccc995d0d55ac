"""The pages on which an organisation writes."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.members.models import Role
from hub.catalogue.models import Entry, HubDocument
from practices.submissions.drafting import published_sketch
from practices.submissions.models import DraftBuffer, EligibilityQuestion, Submission
from practices.submissions.services.deciding import accept, request_changes
from practices.submissions.services.drafts import draft_of, save_draft
from practices.submissions.services.submitting import submit
from practices.submissions.states import Status
from tests.factories import organisation, user
from tests.submissions.makers import (
    declarations,
    desk,
    draft_case,
    member_of,
    school,
    submitted_case,
    update_case,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def author(hub, client):
    person = member_of(school(), "author@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def case(author):
    return draft_case(author, author.memberships.get().organisation)


def page_of(case, step="what") -> str:
    return reverse("submissions:edit", args=[case.reference, step])


def save_url(case) -> str:
    return reverse("submissions:save", args=[case.reference])


def version_of(case) -> int:
    return DraftBuffer.objects.get(pk=case.pk).version


def data_now(case) -> dict:
    return DraftBuffer.objects.get(pk=case.pk).data


def autosave(client, case, *fields, version=None, window="mine", **values):
    sent = {
        "version": version_of(case) if version is None else version,
        "window": window,
        "fields": fields or [*values],
    }
    return client.post(save_url(case), sent | values)


# ---------------------------------------------------------------- Steps


@pytest.mark.parametrize("kind", ["practice", "project", "mooc", "resource"])
@pytest.mark.parametrize("step", ["what", "whom", "how", "takes", "results", "files"])
def test_step_is_shown_and_saved_as_it_is(author, client, kind, step):
    case = draft_case(author, author.memberships.get().organisation, kind)
    before = data_now(case)
    page = client.get(page_of(case, step))
    assert page.status_code == 200
    sent = {box.name: sent_as(box) for box in page.context["form"].boxes if box.widget not in ("rows", "yesno", "tick")}
    answer = client.post(page_of(case, step), sent | {"version": version_of(case)})
    assert (answer.status_code, data_now(case)) == (302, before)


def sent_as(box):
    return box.value if box.widget in ("terms", "options") else box.text


def test_buttons_lead_on_and_away(case, client):
    sent = {"title": "A title", "version": version_of(case)}
    ways = {
        "next": page_of(case, "whom"),
        "stay": page_of(case),
        "leave": reverse("submissions:case", args=[case.reference]),
        "uploads": reverse("submissions:files", args=[case.reference]),
    }
    assert {act: client.post(page_of(case), sent | {"go": act}).url for act in ways} == ways
    last = client.post(page_of(case, "files"), {"go": "next", "version": version_of(case)})
    assert last.url == reverse("submissions:ready", args=[case.reference])


def test_wrong_values_are_kept_and_told(case, client):
    sent = {"title": "x" * 300, "summary": "y" * 400, "go": "next", "version": version_of(case)}
    assert client.post(page_of(case), sent).url == page_of(case)
    page = client.get(page_of(case)).content.decode()
    assert ("Shorten this by 100 characters." in page, "y" * 400 in page) == (True, True)
    client.post(page_of(case, "takes"), {"start": "yesterday", "version": version_of(case)})
    assert data_now(case)["start"] == "yesterday"
    page = client.get(page_of(case, "takes")).content.decode()
    assert ('value="yesterday"' in page, "year-month-day" in page) == (True, True)


def test_rows_are_added_moved_and_removed_without_scripts(case, client):
    rows = {"steps-0-title": "Ask", "steps-0-text": "At the door", "steps-1-title": "Read", "steps-1-text": ""}

    def press(act):
        return client.post(page_of(case, "how"), rows | {"go": act, "version": version_of(case)})

    assert press("add:steps").url == f"{page_of(case, 'how')}?more=steps#id_steps"
    assert len(client.get(f"{page_of(case, 'how')}?more=steps").context["form"].box("steps").rows) == 3
    assert press("up:steps:1").url == f"{page_of(case, 'how')}#id_steps"
    assert [row["title"] for row in data_now(case)["steps"]] == ["Read", "Ask"]
    press("remove:steps:0")
    assert [row["title"] for row in data_now(case)["steps"]] == ["Read"]


@pytest.mark.parametrize(
    "act", ["add:nothing", "remove:steps:99", "up:steps:-1", "remove:title:0", "x\r\ny", "remove:\n"]
)
def test_strange_buttons_change_nothing(case, client, act):
    before = data_now(case)
    sent = {"context": before["context"], "approach": before["approach"], "go": act, "version": version_of(case)}
    assert client.post(page_of(case, "how"), sent).status_code == 302
    assert data_now(case) == before


def test_hostile_text_is_shown_as_text(case, client):
    sent = {"title": HOSTILE, "summary": HOSTILE, "version": version_of(case), "window": HOSTILE}
    client.post(page_of(case), sent)
    for url in (page_of(case), reverse("submissions:preview", args=[case.reference])):
        page = client.get(url).content.decode()
        assert ("<script>alert" in page, "<img src=x" in page) == (False, False)


def test_step_that_does_not_exist(case, client):
    assert client.get(page_of(case, "nowhere")).status_code == 404
    assert client.get(reverse("submissions:edit", args=["S-999999", "what"])).status_code == 404
    assert client.get(reverse("submissions:edit", args=["x", "what"])).status_code == 404


def test_comment_of_the_desk_stands_at_its_field(case, client, author):
    from practices.submissions.services.talking import comment

    editor = desk()
    case = submit(case, by=author, declared=declarations())
    comment(case.rounds.get(), field="summary", by=editor, text="Say for whom.")
    request_changes(case, by=editor, letter="One thing.")
    box = client.get(page_of(case)).context["form"].box("summary")
    assert [row.text for row in box.comments] == ["Say for whom."]


# ---------------------------------------------------------------- Who may


@pytest.fixture
def others(author):
    home = author.memberships.get().organisation
    return {
        "viewer": member_of(home, "viewer@example.org", Role.VIEWER),
        "stranger": user("stranger@example.org"),
        "neighbour": member_of(organisation("Another school"), "neighbour@example.org"),
        "desk": desk(),
    }


@pytest.mark.parametrize("who", ["viewer", "stranger", "neighbour", "desk"])
def test_draft_is_not_for_others(case, others, who):
    client = Client()
    client.force_login(others[who])
    before = data_now(case)
    for name in ("save", "preview", "ready", "withdraw", "take_up", "discard"):
        url = reverse(f"submissions:{name}", args=[case.reference])
        assert client.post(url, {"title": "Mine", "fields": "title", "version": 99}).status_code == 404, name
    assert client.get(page_of(case)).status_code == 404
    assert client.post(page_of(case), {"title": "Mine", "version": 99}).status_code == 404
    assert data_now(case) == before


def test_visitor_is_asked_to_sign_in(case):
    client = Client()
    for name in ("preview", "ready", "withdraw", "take_up", "discard"):
        answer = client.get(reverse(f"submissions:{name}", args=[case.reference]))
        assert (answer.status_code, "/account/login/" in answer.url) == (302, True)
    assert "/account/login/" in client.get(page_of(case)).url


def test_text_survives_a_session_that_has_ended(case):
    client = Client()
    sent = {"kind": "practice", "title": "Written for an hour", "version": 2, "window": "w"}
    answer = client.post(page_of(case), sent)
    page = answer.content.decode()
    assert (answer.status_code, "Written for an hour" in page, "You are signed out" in page) == (403, True, True)
    assert "Reading together" not in page
    assert client.post(page_of(case), {**sent, "kind": "nothing"}).status_code == 404
    assert client.post(save_url(case), {"fields": "title", "title": "x"}).status_code == 401


def test_text_survives_a_form_of_an_earlier_session(case, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    client.get(page_of(case))
    answer = client.post(page_of(case), {"kind": "practice", "title": "Written", "csrfmiddlewaretoken": "x" * 64})
    assert (answer.status_code, "Written" in answer.content.decode()) == (403, True)
    assert data_now(case)["title"] == "Reading together"
    refused = client.post(save_url(case), {"fields": "title", "title": "x"})
    assert (refused.status_code, data_now(case)["title"]) == (403, "Reading together")
    again = {"fields": "title", "title": "Written", "version": version_of(case)}
    saved = client.post(save_url(case), again | {"csrfmiddlewaretoken": refused.json()["token"]})
    assert (saved.status_code, data_now(case)["title"]) == (200, "Written")


def test_form_of_another_site_changes_nothing(case, author):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    for url in (page_of(case), save_url(case)):
        sent = {"kind": "practice", "fields": "title", "title": "Theirs", "version": version_of(case)}
        assert client.post(url, sent, headers={"origin": "https://evil.example"}).status_code == 403
    assert data_now(case)["title"] == "Reading together"


# ---------------------------------------------------------------- Saving while somebody types


def test_autosave_keeps_what_is_named(case, client):
    answer = autosave(client, case, "title", title="New", summary="Not named")
    assert (answer.status_code, answer.json()["errors"]) == (200, {"title": []})
    assert answer.json()["saved"].startswith("Saved at ")
    assert (data_now(case)["title"], data_now(case)["summary"]) == ("New", "Children read together.")
    assert autosave(client, case, "sectors").json()["errors"] == {"sectors": []}
    assert data_now(case)["sectors"] == []


def test_autosave_costs_little(case, client):
    autosave(client, case, title="Warm")
    version = version_of(case)
    with CaptureQueriesContext(connection) as asked:
        assert autosave(client, case, title="New", version=version).status_code == 200
    told = [query["sql"] for query in asked.captured_queries]
    own = [sql for sql in told if "session" not in sql and 'FROM "members_user"' not in sql]
    assert len(own) <= 3, "\n".join(own)


def test_fields_of_two_people_go_together(case, client):
    version = version_of(case)
    assert autosave(client, case, version=version, window="a", title="Mine").status_code == 200
    assert autosave(client, case, version=version, window="b", summary="Theirs").status_code == 200
    assert (data_now(case)["title"], data_now(case)["summary"]) == ("Mine", "Theirs")


def test_same_field_of_two_people_is_asked_about(case, client):
    version = version_of(case)
    autosave(client, case, version=version, window="a", title="Theirs")
    answer = autosave(client, case, version=version, window="b", title="Mine", summary="Also mine")
    assert (answer.status_code, set(answer.json()["clashes"]), answer.json()["version"]) == (
        409,
        {"title"},
        version + 1,
    )
    assert "Theirs" in answer.json()["clashes"]["title"]
    assert (data_now(case)["title"], data_now(case)["summary"]) == ("Theirs", "Children read together.")
    assert autosave(client, case, version=answer.json()["version"], window="b", title="Mine").status_code == 200


def test_window_does_not_quarrel_with_itself(case, client):
    """The server has saved, the answer was lost, and more was typed."""
    version = version_of(case)
    autosave(client, case, version=version, title="First")
    assert autosave(client, case, version=version, title="First and second").status_code == 200


def test_both_texts_are_shown_without_scripts(case, client):
    version = version_of(case)
    autosave(client, case, version=version, window="a", title="Theirs")
    answer = client.post(page_of(case), {"title": "Mine", "summary": "S", "version": version, "window": "b"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="Mine"' in page, "Theirs" in page) == (409, True, True)
    choice = {"title": "Mine", "summary": "S", "version": version + 1, "window": "b"}
    assert client.post(page_of(case), choice | {"keep-title": "theirs"}).status_code == 302
    assert (data_now(case)["title"], data_now(case)["summary"]) == ("Theirs", "S")
    assert client.post(page_of(case), choice | {"keep-title": "mine"}).status_code == 302
    assert data_now(case)["title"] == "Mine"


def test_version_of_another_draft_overwrites_nothing(case, client):
    assert autosave(client, case, version=10**8, title="Old").status_code == 409
    assert autosave(client, case, version="x", window="", title="Old").status_code in (200, 409)


def test_autosave_after_submitting_says_so(case, client, author):
    version = version_of(case)
    submit(case, by=author, declared=declarations())
    answer = client.post(save_url(case), {"fields": "title", "title": "Late", "version": version})
    assert (answer.status_code, "moved on" in answer.json()["words"]) == (409, True)
    late = client.post(page_of(case), {"title": "Late", "version": version})
    assert (late.status_code, 'value="Late"' in late.content.decode()) == (409, True)
    assert client.get(page_of(case)).status_code == 302


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (json.dumps({"title": "x", "fields": ["title"]}), "application/json"),
        ("{not json", "application/json"),
        (b"\xff\xfe\x00", "application/octet-stream"),
        ("fields=nothing&nothing=1", "application/x-www-form-urlencoded"),
        ("fields=title&title=%00%ff", "application/x-www-form-urlencoded"),
    ],
)
def test_autosave_of_something_else(case, client, body, content_type):
    answer = client.post(save_url(case), body, content_type=content_type)
    assert answer.status_code in (200, 409)
    assert "\x00" not in json.dumps(data_now(case))


def test_autosave_of_far_too_much(case, client):
    big = {f"steps-{number}-text": "z" * 20_000 for number in range(60)}
    assert autosave(client, case, "steps", **big).status_code == 413
    assert client.post(page_of(case, "how"), big | {"version": version_of(case)}).status_code == 413
    assert client.post(save_url(case), {"fields": "title", "title": "x" * 3_000_000}).status_code == 400
    assert client.get(save_url(case)).status_code == 405


# ---------------------------------------------------------------- Beginning


def test_start_page_sets_no_cookie(hub):
    client = Client()
    answer = client.get(reverse("submissions:start"))
    assert (answer.status_code, dict(client.cookies)) == (200, {})


def begin(client, kind="practice", **sent):
    for row in EligibilityQuestion.objects.filter(language="en"):
        sent.setdefault(f"question_{row.pk}", row.expected)
    return client.post(reverse("submissions:begin", args=[kind]), sent)


def test_begin_opens_a_draft_once(author, client):
    home = author.memberships.get().organisation
    first = begin(client, organisation=home.pk, title="Story bags")
    second = begin(client, organisation=home.pk, title="Story bags")
    case = Submission.objects.get()
    assert (first.url, second.url) == (page_of(case), page_of(case))
    assert (data_now(case)["title"], data_now(case)["language"]) == ("Story bags", "en")


def test_other_answers_ask_for_one_more_click(author, client):
    home = author.memberships.get().organisation
    row = EligibilityQuestion.objects.create(question="Was it done?", expected="yes", otherwise="Wait until it was.")
    sent = {"organisation": home.pk, "title": "Story bags", f"question_{row.pk}": "no"}
    answer = begin(client, **sent)
    assert (answer.status_code, "Wait until it was." in answer.content.decode()) == (422, True)
    assert Submission.objects.count() == 0
    assert begin(client, **sent, confirm="on").status_code == 302


def test_look_alike_asks_for_one_more_click(author, client, hub):
    hub.entry(title="Story bags at home", organisation=organisation("Elsewhere"))
    home = author.memberships.get().organisation
    answer = begin(client, organisation=home.pk, title="Story bags at home")
    assert (answer.status_code, "Is it one of these?" in answer.content.decode()) == (422, True)
    assert begin(client, organisation=home.pk, title="Story bags at home", another="on").status_code == 302


def test_begin_sums_up_what_is_missing_in_the_order_of_the_page(author, client):
    row = EligibilityQuestion.objects.filter(language="en").first()
    answer = begin(client, title="", **{f"question_{row.pk}": ""})
    assert list(summary_of(answer)) == [f"#id_question_{row.pk}", "#id_organisation", "#id_title"]


def test_begin_for_somebody_else(author, client):
    other = organisation("Another school")
    assert begin(client, organisation=other.pk, title="Theirs").status_code == 422
    assert begin(client, organisation="x", title="").status_code == 422
    assert client.get("/submit/nothing/").status_code == 404
    assert Submission.objects.count() == 0


def test_begin_without_organisation_leads_to_one(hub, client):
    client.force_login(user("alone@example.org"))
    assert client.get(reverse("submissions:begin", args=["practice"])).url == reverse("submissions:start")
    assert "First say for whom you work" in client.get(reverse("submissions:start")).content.decode()


# ---------------------------------------------------------------- Submitting and the rest


def ready_url(case) -> str:
    return reverse("submissions:ready", args=[case.reference])


def ticked() -> dict:
    from practices.submissions.queries import declarations_in_force

    declarations()
    return {f"declare_{row.pk}": "on" for row in declarations_in_force("en")}


def summary_of(answer) -> dict[str, str]:
    """What the page says on top about fields, by where each line leads."""
    lines = BeautifulSoup(answer.content, "html.parser").select("[role=alert] a")
    return {line["href"]: line.get_text() for line in lines}


def test_submitting_twice_is_once(case, client):
    sent = ticked()
    answers = [client.post(ready_url(case), sent, follow=True) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    case.refresh_from_db()
    assert (case.status, case.rounds.count()) == (Status.SUBMITTED, 1)
    assert "It is submitted already." in answers[1].content.decode()
    assert {consent.declaration.subject for consent in case.rounds.get().consents.all()} == {
        "rights",
        "licence",
        "people",
        "true",
    }


def test_submitting_without_declarations_or_text(case, client, author):
    sent = ticked()
    first = next(iter(sent))
    answer = client.post(ready_url(case), {**sent, first: ""})
    assert answer.status_code == 422
    assert summary_of(answer) == {f"#id_{first}": "Right to share the texts: Please tick this before you submit."}
    save_draft(
        case,
        data={"summary": "", "links": [{"url": "nowhere", "label": "", "role": "website"}]},
        version=version_of(case),
        by=author,
    )
    page = client.post(ready_url(case), sent)
    assert page.status_code == 422
    assert [hint.url for hint in page.context["page"].missing] == [
        f"{page_of(case)}#id_summary",
        f"{page_of(case, 'files')}#id_links",
    ]
    case.refresh_from_db()
    assert case.status == Status.DRAFT


@pytest.mark.parametrize(("days", "words"), [(0, r"Saved at \d\d:\d\d"), (1, r"Saved on \d+ \w+ 20\d\d, \d\d:\d\d")])
def test_draft_says_when_it_was_saved_and_which_day_if_not_today(case, client, days, words):
    DraftBuffer.objects.update(saved_at=timezone.now() - timedelta(days=days))
    page = BeautifulSoup(client.get(page_of(case)).content, "html.parser")
    assert re.fullmatch(words, page.select_one("[data-saved]").get_text().strip())


def test_cover_note_goes_with_the_next_round(case, client, author):
    case = submit(case, by=author, declared=declarations())
    request_changes(case, by=desk(), letter="One thing.")
    assert "cover_note" in client.get(ready_url(case)).content.decode()
    client.post(ready_url(case), ticked() | {"cover_note": "Done."})
    assert case.rounds.get(number=2).cover_note == "Done."


def test_question_is_summed_up_without_a_colon(author, client):
    case = submitted_case(author, author.memberships.get().organisation)
    answer = client.post(reverse("submissions:withdraw", args=[case.reference]), {"reason": ""})
    assert summary_of(answer) == {"#id_reason": "Why do you withdraw it? This field is required."}


def test_withdraw_take_up_and_discard(author, client):
    case = submitted_case(author, author.memberships.get().organisation)
    url = {name: reverse(f"submissions:{name}", args=[case.reference]) for name in ("withdraw", "take_up", "discard")}
    assert "you can take it up again at any time" in client.get(url["withdraw"]).content.decode()
    assert client.post(url["withdraw"], {"reason": " "}).status_code == 422
    assert client.post(url["withdraw"], {"reason": "A mistake."}).status_code == 302
    assert Submission.objects.get().status == Status.WITHDRAWN
    assert client.get(url["take_up"]).status_code == 200
    client.post(url["take_up"])
    assert Submission.objects.get().status == Status.DRAFT
    assert client.get(url["discard"]).status_code == 200
    client.post(url["discard"])
    case = Submission.objects.get()  # it was submitted once
    assert (case.status, case.withdrawn_reason) == (Status.WITHDRAWN, "A mistake.")


def test_discarded_draft_leaves_nothing(case, client):
    entry = case.entry_id
    assert client.post(reverse("submissions:discard", args=[case.reference])).status_code == 302
    assert (Submission.objects.count(), Entry.objects.filter(pk=entry).count()) == (0, 0)


def test_preview_is_the_page_and_is_marked(case, client):
    answer = client.get(reverse("submissions:preview", args=[case.reference]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("This is a preview of a draft." in page, "It was needed." in page, "noindex" in page) == (True, True, True)
    assert "no-store" in answer["Cache-Control"]


# ---------------------------------------------------------------- Updates


@pytest.fixture
def published(author):
    case = submitted_case(author, author.memberships.get().organisation, results="They read more.")
    accept(case, by=desk("publisher@example.org"))
    return Entry.objects.visible().get(pk=case.entry_id).specific


def test_update_is_begun_from_the_page_of_the_entry(published, client):
    url = reverse("submissions:update", args=[published.reference])
    assert url in client.get(published.url).content.decode()
    assert client.get(url).status_code == 200
    case_url = client.post(url).url
    case = Submission.objects.get(kind="update")
    assert case_url == page_of(case)
    assert client.post(url).url == reverse("submissions:case", args=[case.reference])


def test_update_is_for_writers_of_the_organisation(published, others):
    url = reverse("submissions:update", args=[published.reference])
    for who in others.values():
        client = Client()
        client.force_login(who)
        assert client.post(url).status_code == 404
        assert url not in client.get(published.url).content.decode()
    assert "/account/login/" in Client().post(url).url


def test_what_editors_corrected_meanwhile_stays(published, author):
    case = update_case(published, author, title="A new title")
    published.results = "<p>They read <b>much</b> more.</p>"
    published.save_revision().publish()
    case = submit(case, by=author, declared=declarations())
    case = request_changes(case, by=desk("second@example.org"), letter="One thing.")
    draft = draft_of(case, by=author)
    assert (draft.data["title"], draft.data["results"]) == ("A new title", "They read **much** more.")
    save_draft(case, data={"summary": "Children read and tell."}, version=draft.version, by=author)
    case = submit(case, by=author, declared=declarations())
    accept(case, by=desk("third@example.org"))
    page = Entry.objects.get(pk=published.pk).specific
    assert (page.title, page.summary, page.results) == (
        "A new title",
        "Children read and tell.",
        "<p>They read <b>much</b> more.</p>",
    )


def test_versions_are_for_members(published, client, author, others):
    case = update_case(published, author, title="A new title")
    accept(submit(case, by=author, declared=declarations()), by=desk("second@example.org"))
    url = reverse("submissions:versions", args=[published.reference])
    page = client.get(f"{url}?version=2")
    assert [change.label for change in page.context["changes"]] == ["Title"]
    assert client.get(f"{url}?version=nonsense").status_code == 200
    answers = {}
    for name, who in others.items():
        other = Client()
        other.force_login(who)
        answers[name] = other.get(url).status_code
    assert answers == {"viewer": 200, "stranger": 404, "neighbour": 404, "desk": 404}


# ---------------------------------------------------------------- Links by number


def test_author_cannot_try_out_the_numbers_of_pages_and_files(hub, client, author, case):
    """The address of a page holds its title, that of a file its name."""
    hidden = hub.entry(slug="secret-slug", live=False)
    document = HubDocument(title="A budget")
    document.file.save("secret-budget.txt", ContentFile(b"secret"))
    text = f"See [a](hub:document:{document.pk}), [b](hub:page:{hidden.pk}) and [**c**](hub:page:0{hidden.pk})."
    save_draft(case, data={"context": text}, version=version_of(case), by=author)

    html = client.get(reverse("submissions:preview", args=[case.reference])).content.decode()
    assert ("secret-budget" in html, "secret-slug" in html, "See a, b and <b>c</b>." in html) == (False, False, True)


def test_links_that_editors_made_stay_and_may_be_moved(hub, author):
    other = hub.entry(slug="another", title="Another")
    link = f'<a id="{other.pk}" linktype="page">another</a>'
    entry = hub.entry(
        organisation=author.memberships.get().organisation, context=f"<p>See {link}.</p>", approach="<p>We read.</p>"
    )
    case = update_case(entry, author, context="None.", approach=f"We read, see [another](hub:page:{other.pk}).")

    page = published_sketch(case, DraftBuffer.objects.get(pk=case.pk).data)
    assert (page.context, page.approach) == ("<p>None.</p>", f"<p>We read, see {link}.</p>")
