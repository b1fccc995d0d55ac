"""The page of a case, and the list of cases: what they say and to whom, and what they cost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.members.models import Role
from practices.submissions.case_page import CasePage, steps_of
from practices.submissions.models import FieldComment, Message, Submission
from practices.submissions.services.assigning import assign
from practices.submissions.services.deciding import accept, decline, request_changes
from practices.submissions.services.drafts import draft_of, save_draft
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer
from practices.submissions.services.submitting import submit, withdraw
from practices.submissions.services.talking import comment, send_message
from practices.submissions.states import Status
from tests.factories import organisation, user
from tests.submissions.makers import declarations, desk, draft_case, member_of, school, submitted_case

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\n<img src=x onerror=alert(2)>"


@pytest.fixture
def people(hub):
    home = school()
    return {
        "home": home,
        "writer": member_of(home, "nadia@example.org"),
        "viewer": member_of(home, "vera@example.org", Role.VIEWER),
        "other": member_of(organisation("Another school"), "other@example.org"),
        "desk": desk(),
        "reviewer": user("rita@example.org", display_name="Rita Reviewer"),
    }


@pytest.fixture
def changes(people) -> Submission:
    """A case to which changes were requested, with a comment of an editor and one of a reviewer."""
    case = submitted_case(people["writer"], people["home"])
    round_ = case.rounds.get()
    accept_invitation(invite_reviewer(case, email="rita@example.org", by=people["desk"]), by=people["reviewer"])
    comment(round_, field="approach", by=people["desk"], text="Who reads with them?")
    comment(round_, field="context", by=people["reviewer"], text="How do you know?")
    comment(round_, field="title", by=people["desk"], text="Only for us.")
    case.rounds.get().comments.filter(text="Only for us.").update(resolved_at=timezone.now())
    return request_changes(case, by=people["desk"], letter="Please say\n\nhow many.")


def page(client, case: Submission, name: str = "case", *args) -> BeautifulSoup:
    return BeautifulSoup(
        client.get(reverse(f"submissions:{name}", args=[case.reference, *args])).content, "html.parser"
    )


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


# ---------------------------------------------------------------- Who


WHO = {"writer": 200, "viewer": 200, "desk": 200, "other": 404, "reviewer": 404, "visitor": 302}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", ["case", "changes"])
def test_who_sees_the_page(client, people, changes, who, name):
    if who != "visitor":
        client.force_login(people[who])

    assert client.get(reverse(f"submissions:{name}", args=[changes.reference])).status_code == WHO[who]


@pytest.mark.parametrize("reference", ["S-999999", "S-1", "GP-000001", "S-00000a", "S-0000000000001"])
@pytest.mark.parametrize("name", ["case", "changes"])
def test_reference_of_nothing_is_not_found(client, people, reference, name):
    client.force_login(people["writer"])

    assert client.get(reverse(f"submissions:{name}", args=[reference])).status_code == 404


POSTS = {"writer": 302, "desk": 302, "viewer": 404, "other": 404, "reviewer": 404, "visitor": 302}


@pytest.mark.parametrize("who", POSTS)
def test_who_writes_on_the_page(client, people, changes, who):
    asked = changes.rounds.get().comments.get(field="approach")
    if who != "visitor":
        client.force_login(people[who])
    addresses = {
        reverse("submissions:write", args=[changes.reference]): {"text": "Hello"},
        reverse("submissions:reply", args=[changes.reference, asked.pk]): {f"c{asked.pk}-text": "Hello"},
        reverse("submissions:settle", args=[changes.reference, asked.pk]): {},
    }
    answers = [client.post(url, data).status_code for url, data in addresses.items()]
    asked.refresh_from_db()
    written = (changes.messages.count(), asked.replies.count(), asked.resolved_at is not None)

    assert answers == [POSTS[who]] * 3
    assert written == ((1, 1, True) if who in ("writer", "desk") else (0, 0, False))


@pytest.mark.parametrize("name", ["write", "reply", "settle"])
def test_nothing_is_written_by_looking(client, people, changes, name):
    client.force_login(people["writer"])
    args = [changes.reference] if name == "write" else [changes.reference, 1]

    assert client.get(reverse(f"submissions:{name}", args=args)).status_code == 405


def test_comment_of_another_case_is_not_found(client, people, changes):
    own = submitted_case(people["writer"], people["home"])
    asked = changes.rounds.get().comments.get(field="approach")
    client.force_login(people["writer"])

    assert client.post(reverse("submissions:reply", args=[own.reference, asked.pk]), {}).status_code == 404
    assert client.post(reverse("submissions:settle", args=[own.reference, asked.pk]), {}).status_code == 404


def test_hidden_comment_is_not_found(client, people, changes):
    hidden = changes.rounds.get().comments.get(field="title")
    client.force_login(people["writer"])
    url = reverse("submissions:reply", args=[changes.reference, hidden.pk])

    assert client.post(url, {f"c{hidden.pk}-text": "Hello"}).status_code == 404


# ---------------------------------------------------------------- What it says


def test_page_says_who_acts_until_when_and_what_to_answer(client, people, changes):
    client.force_login(people["writer"])
    shown = page(client, changes)
    box = words(shown.select_one("section.patch"))
    threads = [words(article) for article in shown.select("#comments article")]

    assert "Who acts next You answer 2 comments, then send again" in box
    assert "Until" in box
    assert "Not known yet nothing of this kind was decided in the last 90 days" in box
    assert [("Editor" in text, "Reviewer" in text) for text in threads] == [(True, False), (False, True)]
    assert "They read together." in threads[0]
    assert words(shown.select_one("#letter .written")) == "Please say how many."
    assert "Rita" not in shown.get_text()
    assert "Only for us" not in shown.get_text()


def test_viewer_is_told_that_the_organisation_acts_and_offered_nothing(client, people, changes):
    client.force_login(people["viewer"])
    shown = page(client, changes)

    assert "Who acts next A school" in words(shown.select_one("section.patch"))
    assert shown.select("main form") == []


def test_waiting_time_is_the_median_of_the_last_90_days(people):
    for days in (4, 9, 30):
        case = accept(submitted_case(people["writer"], people["home"]), by=people["desk"])
        Submission.objects.filter(pk=case.pk).update(submitted_at=case.closed_at - timedelta(days=days))
    old = accept(submitted_case(people["writer"], people["home"]), by=people["desk"])
    Submission.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=91))
    now = CasePage(people["writer"], submitted_case(people["writer"], people["home"])).now

    assert (now.who, now.wait, now.wait_note) == ("The editors", "9 days", "median of 3 decisions of the last 90 days")


@pytest.mark.parametrize(
    ("status", "changed", "bar"),
    [
        (Status.DRAFT, False, "[Draft] · Submitted · In review · Published"),
        (Status.SUBMITTED, False, "Draft✓ · [Submitted] · In review · Published"),
        (Status.CHANGES, True, "Draft✓ · Submitted✓ · In review✓ · [Changes requested] · Published"),
        (Status.IN_REVIEW, True, "Draft✓ · Changes requested✓ · Submitted✓ · [In review] · Published"),
        (Status.PUBLISHED, False, "Draft✓ · Submitted✓ · In review✓ · [Published]"),
        (Status.DECLINED, False, "Draft✓ · Submitted✓ · In review✓ · [Not accepted]"),
        (Status.WITHDRAWN, True, "Draft✓ · Submitted✓ · [Withdrawn]"),
    ],
)
def test_step_bar(status, changed, bar):
    marks = {"now": "[{}]", "done": "{}✓", "": "{}"}

    assert " · ".join(marks[step.state].format(step.label) for step in steps_of(status, changed_before=changed)) == bar


def test_every_state_has_its_page(client, people):
    author, editor = people["writer"], people["desk"]
    client.force_login(author)
    draft = draft_case(author, people["home"])
    cases = [
        draft,
        submitted_case(author, people["home"]),
        assign(submitted_case(author, people["home"]), to=editor, by=editor),
        request_changes(submitted_case(author, people["home"]), by=editor, letter="More."),
        accept(submitted_case(author, people["home"]), by=editor),
        decline(submitted_case(author, people["home"]), by=editor, letter="No."),
        withdraw(submitted_case(author, people["home"]), by=author, reason="A mistake."),
    ]

    assert [words(page(client, case).select_one("main header .status")) for case in cases] == [
        "Draft",
        "Submitted",
        "In review",
        "Changes requested",
        "Published",
        "Not accepted",
        "Withdrawn",
    ]


# ---------------------------------------------------------------- Bad input


def test_hostile_words_stay_words(client, people, changes):
    client.force_login(people["writer"])
    send_message(changes, by=people["writer"], text=HOSTILE)
    asked = changes.rounds.get().comments.get(field="approach")
    comment(asked.round, field="approach", by=people["writer"], text=HOSTILE, parent=asked)
    shown = page(client, changes)

    assert shown.select("main script, main img") == []
    assert [words(text) for text in shown.select("#messages .written")] == [" ".join(HOSTILE.split())]
    assert len(shown.select("#messages .written br")) == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "This field is required."),
        ("  \n ", "This field is required."),
        ("x" * 4001, "at most 4000 characters"),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_message_that_cannot_be_sent_stays_beside_its_error(client, people, changes, text, error):
    client.force_login(people["writer"])
    response = client.post(reverse("submissions:write", args=[changes.reference]), {"text": text})
    shown = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 422
    assert error in words(shown.select_one("#messages .field__error"))
    assert len(shown.select_one("#messages textarea").get_text().strip()) == len(text.strip())
    assert Message.objects.count() == 0


def test_message_that_comes_too_late_is_kept(client, people, changes):
    withdraw(changes, by=people["writer"], reason="Too early")
    client.force_login(people["writer"])
    response = client.post(reverse("submissions:write", args=[changes.reference]), {"text": "One more thing"})
    shown = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 422
    assert "has moved on" in words(shown.select_one("#messages .field__error"))
    assert shown.select_one("#messages textarea").get_text().strip() == "One more thing"


def test_message_after_publication_reaches_the_editor_of_the_case(client, people, changes):
    case = accept(submit(changes, by=people["writer"], declared=declarations()), by=people["desk"])
    client.force_login(people["writer"])
    client.post(reverse("submissions:write", args=[case.reference]), {"text": "The second link is the wrong one"})

    told = people["desk"].notices.filter(kind="submission-message").values_list("context__text", flat=True)
    assert list(told) == ["The second link is the wrong one"]
    assert Submission.objects.get(pk=case.pk).status == "published"

    def who_acts() -> str:
        return words(page(client, case).select_one("section.patch > div"))

    assert who_acts() == "Who acts next The editors answer the last message"
    send_message(case, by=people["desk"], text="It leads there now.")
    assert who_acts() == "Who acts next Nobody it is published; you can still write to the editors"


def test_answer_that_is_too_long_stays_in_its_thread(client, people, changes):
    client.force_login(people["writer"])
    asked = changes.rounds.get().comments.get(field="approach")
    url = reverse("submissions:reply", args=[changes.reference, asked.pk])
    response = client.post(url, {f"c{asked.pk}-text": "y" * 2001})
    thread = BeautifulSoup(response.content, "html.parser").select_one(f"article#c{asked.pk}")

    assert response.status_code == 422
    assert "at most 2000 characters" in words(thread.select_one(".field__error"))
    assert thread.select_one("textarea").get_text().strip() == "y" * 2001
    assert thread.select_one("details").has_attr("open")


def test_message_sent_twice_appears_once(client, people, changes):
    client.force_login(people["writer"])
    for _time in range(2):
        client.post(reverse("submissions:write", args=[changes.reference]), {"text": "Hello"})

    assert Message.objects.count() == 1


def comment_url(case: Submission) -> str:
    return reverse("submissions:comment", args=[case.reference])


def test_organisation_comments_on_a_field(client, people, changes):
    client.force_login(people["writer"])
    asked = {"comment-field": "approach", "comment-text": "May we name the pupils?"}
    answer = client.post(comment_url(changes), asked)
    shown = page(client, changes)
    row = FieldComment.objects.get(text="May we name the pupils?")

    assert answer.url == f"{reverse('submissions:case', args=[changes.reference])}#comments"
    assert (row.field, row.from_desk, row.audience, row.round.number) == ("approach", False, "author", 1)
    assert "They read together. May we name the pupils? Nadia" in words(shown.select_one(f"#c{row.pk}"))
    assert "You answer 2 comments, then send again" in words(shown.select_one("section.patch"))


def test_comment_without_field_or_text_stays(client, people, changes):
    client.force_login(people["writer"])
    response = client.post(comment_url(changes), {"comment-field": "nothing", "comment-text": "May we?"})
    form = BeautifulSoup(response.content, "html.parser").select_one("#comments details:has([name=comment-field])")

    assert (response.status_code, form.has_attr("open")) == (422, True)
    assert not FieldComment.objects.filter(from_desk=False).exists()
    assert form.select_one("textarea").get_text().strip() == "May we?"
    assert form.select_one(".field__error")


@pytest.mark.parametrize(("who", "status"), [("viewer", 404), ("other", 404), ("reviewer", 404), ("desk", 302)])
def test_comment_is_begun_by_who_may_talk(client, people, changes, who, status):
    client.force_login(people[who])

    assert client.post(comment_url(changes), {"comment-field": "title", "comment-text": "Hm"}).status_code == status


def test_nothing_to_comment_before_it_was_submitted(client, people):
    case = draft_case(people["writer"], people["home"])
    client.force_login(people["writer"])

    assert page(client, case).select("[name=comment-field]") == []
    assert client.post(comment_url(case), {"comment-field": "title", "comment-text": "Hm"}).status_code == 404


def test_comment_is_settled_and_opened_again(client, people, changes):
    client.force_login(people["writer"])
    asked = changes.rounds.get().comments.get(field="approach")
    url = reverse("submissions:settle", args=[changes.reference, asked.pk])
    client.post(url)
    done = words(page(client, changes).select_one(f"#c{asked.pk} > .row"))
    client.post(url, {"open": "1"})

    assert done == "What do you do? round 1 Done"
    assert words(page(client, changes).select_one(f"#c{asked.pk} > .row")) == "What do you do? round 1"


# ---------------------------------------------------------------- Differences


def test_changes_between_rounds_and_draft(client, people, changes):
    draft = draft_of(changes, by=people["writer"])
    save_draft(changes, data={"title": "Reading in two languages"}, version=draft.version, by=people["writer"])
    client.force_login(people["writer"])
    shown = page(client, changes, "changes")

    assert words(shown.select_one("#compared")) == "From Round 1 to Draft 1 field differs"
    assert words(shown.select_one(".versions")) == "Reading Removed: together Added: in two languages"
    client.force_login(people["desk"])
    assert [option["value"] for option in page(client, changes, "changes").select("select[name=after] option")] == []


@pytest.mark.parametrize("asked", [{"before": "99"}, {"after": "draft"}, {"before": "' OR 1=1", "after": "published"}])
def test_versions_that_are_not_there_are_refused(client, people, changes, asked):
    case = submit(changes, by=people["writer"], declared=declarations())
    client.force_login(people["writer"])
    response = client.get(reverse("submissions:changes", args=[case.reference]), asked)

    assert response.status_code == 400
    assert "Select a valid choice" in response.content.decode()


@pytest.mark.parametrize("who", WHO)
def test_who_reads_what_was_submitted(client, people, changes, who):
    if who != "visitor":
        client.force_login(people[who])

    assert client.get(reverse("submissions:submitted", args=[changes.reference, 1])).status_code == WHO[who]


def test_text_of_a_round_stays_as_it_was(client, people, changes):
    draft = draft_of(changes, by=people["writer"])
    save_draft(changes, data={"approach": "Something new."}, version=draft.version, by=people["writer"])
    client.force_login(people["writer"])
    shown = page(client, changes, "submitted", 1)

    assert "They read together." in shown.select_one(".prose").get_text()
    assert "Something new." not in shown.get_text()
    assert client.get(reverse("submissions:submitted", args=[changes.reference, 2])).status_code == 404


# ---------------------------------------------------------------- Cost


def queries_of(client, url: str) -> list[str]:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [query["sql"][:150] for query in asked.captured_queries]


@pytest.mark.parametrize("who", ["writer", "viewer", "desk"])
def test_page_costs_25_queries_however_much_was_said(client, people, changes, who):
    client.force_login(people[who])
    url = reverse("submissions:case", args=[changes.reference])
    few = queries_of(client, url)
    for number in range(6):
        send_message(changes, by=people["desk"], text=f"Message {number}")
        asked = comment(changes.rounds.get(), field="summary", by=people["desk"], text=f"Comment {number}", share=True)
        comment(asked.round, field="summary", by=people["writer"], text="Yes", parent=asked)
    many = queries_of(client, url)

    assert len(many) <= len(few), "\n".join(many)
    assert len(many) <= 25, "\n".join(many)
