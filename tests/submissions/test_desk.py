"""The page of a case at the desk and what is done there."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from community.members.models import Membership, User
from community.members.services import ensure_groups
from community.notifications.models import Outbox
from practices.submissions.models import Criterion, DuplicateLink, FieldComment, Message, Submission
from practices.submissions.services.deciding import decline, request_changes
from practices.submissions.services.drafts import draft_of, save_draft
from practices.submissions.services.reviewing import accept_invitation, invite_reviewer, save_review, send_review
from practices.submissions.services.submitting import submit, withdraw
from practices.submissions.services.talking import comment, resolve, send_message
from practices.submissions.shipped import ensure_texts
from tests.factories import organisation, superuser, user
from tests.guards.test_pages_render import check_page
from tests.submissions.makers import declarations, desk, member_of, school, submitted_case, update_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(hub):
    ensure_texts()
    home = school()
    return member_of(home, "author@example.org"), home, desk()


def address(name: str, case: Submission, *rest) -> str:
    return reverse(f"submissions_desk:{name}", args=[case.reference, *rest])


def page_of(client, case: Submission) -> BeautifulSoup:
    return check_page(client.get(address("case", case)))


def section(page: BeautifulSoup, name: str) -> str:
    return " ".join(page.select_one(f"#{name}").get_text(" ", strip=True).split())


def second_round(case: Submission, author: User, editor: User, **fields) -> Submission:
    request_changes(case, by=editor, letter="Say more.")
    case.refresh_from_db()
    draft = draft_of(case, by=author)
    save_draft(case, data=fields, version=draft.version, by=author)
    return submit(case, by=author, declared=declarations(), cover_note="We said more.")


def reviewed(case: Submission, editor: User, email: str, level: int | None, **texts) -> None:
    reviewer = user(email, display_name=email.split("@")[0].capitalize())
    invitation = invite_reviewer(case, email=email, by=editor)
    accept_invitation(invitation, by=reviewer)
    levels = dict.fromkeys(Criterion.objects.values_list("pk", flat=True), level)
    save_review(invitation, by=reviewer, recommendation="changes", levels=levels, **texts)
    send_review(invitation, by=reviewer)


# ---------------------------------------------------------------- Reading


def test_case_shows_the_round_as_it_was_submitted(client, people):
    author, home, editor = people
    case = submitted_case(
        author,
        home,
        context="It was **needed**.",
        links=[{"url": "http://school.local/x", "label": "", "role": "source"}],
    )
    client.force_login(editor)

    page = page_of(client, case)

    assert page.select_one("#field-context b").get_text() == "needed"
    assert "http://school.local/x (an address nobody else can reach)" in section(page, "checks")
    assert "Required fields : nothing found" in section(page, "checks")
    assert section(page, "timeline").endswith("· Author Draft begun")
    assert [link.get_text(strip=True) for link in page.select(".hub-case__decide a")] == [
        "Accept and publish", "Request changes", "Decline", "See it as readers will",
    ]  # fmt: skip


def test_second_round_is_compared_with_the_first(client, people):
    author, home, editor = people
    case = second_round(submitted_case(author, home), author, editor, title="Reading in two languages")
    client.force_login(editor)

    page = page_of(client, case)

    assert [item.get_text() for item in page.select("#field-title ins, #field-title del")] == [
        "together",
        "in two languages",
    ]
    assert "We said more." in section(page, "changes")


def test_update_is_compared_with_what_is_published(client, hub, people):
    author, home, editor = people
    entry = hub.entry(title="Old title", organisation=home)
    entry.save_revision().publish()
    case = submit(update_case(entry, author, title="New title"), by=author, declared=declarations())
    client.force_login(editor)

    assert "Old" in page_of(client, case).select_one("#field-title del").get_text()


def test_reviews_are_shown_with_their_levels_and_the_median(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    reviewed(case, editor, "rosa@example.org", 2, for_author="Say how many.", for_editors="I doubt it.")
    reviewed(case, editor, "hana@example.org", 3, for_author="Name the costs.")
    reviewed(case, editor, "juri@example.org", None, for_author="Good.")
    client.force_login(editor)

    words = section(page_of(client, case), "reviews")

    assert "2, 3, –" in words
    assert "2.5" in words
    assert [text in words for text in ("Say how many.", "I doubt it.", "Name the costs.")] == [True] * 3


def test_review_that_is_not_sent_is_not_shown(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    reviewer = user("rosa@example.org", display_name="Rosa")
    invitation = invite_reviewer(case, email=reviewer.email, by=editor)
    accept_invitation(invitation, by=reviewer)
    save_review(invitation, by=reviewer, for_editors="Half a thought")
    client.force_login(editor)

    assert "Half a thought" not in page_of(client, case).get_text()


def test_round_is_seen_as_readers_will(client, people):
    author, home, editor = people
    case = second_round(submitted_case(author, home), author, editor, title="Second title")
    client.force_login(editor)

    titles = [
        BeautifulSoup(client.get(address("preview", case, number)).content, "html.parser").h1.get_text(strip=True)
        for number in (1, 2)
    ]

    assert titles == ["Reading together", "Second title"]
    assert client.get(address("preview", case, 3)).status_code == 404


# ---------------------------------------------------------------- Doing


def test_editor_writes_to_the_organisation_and_notes_for_the_desk(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)

    client.post(address("message", case), {"message-text": "How many?"})
    client.post(address("message", case), {"message-text": "I know them.", "message-for_desk": "on"})

    assert list(Message.objects.values_list("text", "audience")) == [("How many?", "author"), ("I know them.", "desk")]


def test_editor_comments_replies_shares_and_resolves(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)

    response = client.post(address("comment", case), {"field": "context", "text": "Which need?"})
    row = FieldComment.objects.get()
    assert (response["Location"], row.audience) == (f"{address('case', case)}#field-context", "desk")
    for verb, text in (("reply", "I mean which group."), ("share", ""), ("resolve", "")):
        client.post(address("on_comment", case, row.pk), {"verb": verb, "text": text})

    row.refresh_from_db()
    assert (row.audience, row.resolved_by, row.replies.get().text) == ("author", editor, "I mean which group.")
    client.post(address("on_comment", case, row.pk), {"verb": "reopen"})
    row.refresh_from_db()
    assert row.resolved_at is None
    assert "1 open comment" in section(page_of(client, case), "text")


def test_text_stays_when_the_case_has_moved_on(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    row = comment(case.rounds.get(), field="context", by=editor, text="Which need?")
    client.force_login(editor)
    withdraw(case, by=author, reason="A mistake.")

    answers = [
        client.post(address("message", case), {"message-text": "My long text"}),
        client.post(address("comment", case), {"field": "context", "text": "My long text"}),
        client.post(address("on_comment", case, row.pk), {"verb": "reply", "text": "My long text"}),
        client.post(address("invite", case), {"invite-email": "x@example.org", "invite-due_at": "2099-01-01"}),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409, 400]
    assert ["The submission has moved on" in answer.content.decode() for answer in answers[:3]] == [True] * 3


def test_comment_that_is_too_long_comes_back(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)
    text = "long " * 500

    answer = client.post(address("comment", case), {"field": "context", "text": text})

    assert answer.status_code == 400
    assert (
        BeautifulSoup(answer.content, "html.parser").select_one("#comment-context").get_text().strip() == text.strip()
    )


def test_editor_invites_from_the_list_or_by_address_and_cancels(client, people):
    author, home, editor = people
    ensure_groups()
    case = submitted_case(author, home)
    rosa, hana = user("rosa@example.org", display_name="Rosa"), user("hana@example.org", display_name="Hana")
    rosa.groups.add(Group.objects.get(name="Reviewers"))
    client.force_login(editor)
    due = (timezone.localdate() + timedelta(days=10)).isoformat()
    options = page_of(client, case).select("#id_invite-reviewer option")
    assert [option.get_text() for option in options] == ["Somebody else, by e-mail address", "Rosa"]

    client.post(address("invite", case), {"invite-reviewer": rosa.pk, "invite-note": "Please.", "invite-due_at": due})
    client.post(address("invite", case), {"invite-email": "HANA@example.org", "invite-due_at": due})
    asked = list(case.rounds.get().assignments.order_by("pk"))
    assert [(row.reviewer, row.note, row.due_at.isoformat()) for row in asked] == [
        (rosa, "Please.", due),
        (hana, "", due),
    ]
    client.post(address("cancel", case, asked[0].pk))
    assert list(case.rounds.get().assignments.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "invited",
    ]


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({}, 400, "Choose a reviewer or give an e-mail address."),
        ({"invite-email": "nobody@example.org"}, 409, "Nobody with this address can review here."),
        ({"invite-email": "author@example.org"}, 409, "This person belongs to the organisation that submits."),
        ({"invite-email": "desk@example.org", "invite-due_at": "2020-01-01"}, 400, "Choose a day between tomorrow"),
    ],
)
def test_invitation_that_cannot_be_sent_says_why(client, people, values, status, words):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)
    due = (timezone.localdate() + timedelta(days=10)).isoformat()

    answer = client.post(address("invite", case), {"invite-due_at": due, **values})

    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_duplicate_gets_a_verdict(client, hub, people):
    author, home, editor = people
    hub.entry(title="Reading together!", organisation=home)
    case = submitted_case(author, home)
    link = DuplicateLink.objects.get()
    client.force_login(editor)
    assert "Reading together!" in section(page_of(client, case), "duplicates")

    client.post(address("judge", case, link.pk), {"verdict": "other"})

    link.refresh_from_db()
    assert (link.verdict, link.judged_by) == ("other", editor)
    assert "Possible duplicate: it is something else" in section(page_of(client, case), "timeline")
    assert client.post(address("judge", case, link.pk), {"verdict": "maybe"}).status_code == 400


# ---------------------------------------------------------------- Deciding


def test_decision_proposes_a_letter_with_the_reviews_in_the_language_of_the_contact(client, people):
    author, home, editor = people
    User.objects.filter(pk=author.pk).update(language="nl")
    case = submitted_case(author, home)
    reviewed(case, editor, "rosa@example.org", 2, for_author="Say how many.", for_editors="I doubt it.")
    client.force_login(editor)

    page = check_page(client.get(address("decide", case, "changes")))

    letter = page.select_one("textarea[name=letter]").get_text()
    assert [text in letter for text in ("Author", "‘Reading together’", "Say how many.", "I doubt it.", "Rosa")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    mail = page.select_one("iframe")["srcdoc"]
    assert "Say how many." in mail
    assert '<html lang="nl"' in mail


def test_letter_greets_a_colleague_once_the_contact_person_has_left(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    member_of(home, "viewer@example.org", "viewer")
    colleague = member_of(home, "colleague@example.org")
    colleague.language = "nl"
    colleague.save()
    Membership.objects.get(user=author).delete()
    client.force_login(editor)

    context = client.get(address("decide", case, "accept")).context

    assert context["form"].initial["letter"].split("\n")[0] == "Beste Colleague,"
    assert '<html lang="nl"' in context["mail"].html


def test_letter_is_changed_seen_again_and_sent(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)
    due = (timezone.localdate() + timedelta(days=14)).isoformat()
    values = {"round": 1, "letter": "Only <this>.", "due_at": due, "share_comments": "on"}
    comment(case.rounds.get(), field="context", by=editor, text="Which need?")

    seen = client.post(address("decide", case, "changes"), values)
    assert "Only &lt;this&gt;." in BeautifulSoup(seen.content, "html.parser").iframe["srcdoc"]
    assert Submission.objects.get().status == "submitted"
    client.post(address("decide", case, "changes"), values | {"send": "1"})

    round_ = case.rounds.get()
    assert (round_.outcome, round_.letter, round_.due_at.isoformat()) == ("changes", "Only <this>.", due)
    assert FieldComment.objects.get().audience == "author"
    assert Outbox.objects.filter(kind="submission-changes").get().context["letter"] == "Only <this>."


def test_comments_stay_with_the_desk_when_the_editor_says_so(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    comment(case.rounds.get(), field="context", by=editor, text="Which need?")
    client.force_login(editor)
    due = (timezone.localdate() + timedelta(days=14)).isoformat()

    client.post(address("decide", case, "changes"), {"round": 1, "letter": "More.", "due_at": due, "send": "1"})

    assert FieldComment.objects.get().audience == "desk"


@pytest.mark.parametrize(
    ("verb", "commented", "shared", "status"),
    [
        ("decline", False, "", "submitted"),
        ("decline", True, "on", "submitted"),
        ("changes", False, "on", "submitted"),
        ("changes", True, "", "submitted"),
        ("changes", True, "on", "changes"),
    ],
)
def test_letter_that_leaves_out_why_is_not_sent(client, people, verb, commented, shared, status):
    author, home, editor = people
    case = submitted_case(author, home)
    if commented:
        comment(case.rounds.get(), field="context", by=editor, text="Which need?")
    client.force_login(editor)
    form = client.get(address("decide", case, verb)).context["form"]
    values = {"round": 1, "letter": form.initial["letter"], "share_comments": shared, "send": "1"}
    due = (timezone.localdate() + timedelta(days=14)).isoformat()

    answer = client.post(address("decide", case, verb), values | {"due_at": due})

    assert (answer.status_code, Submission.objects.get().status) == (302 if status == "changes" else 400, status)
    if status == "submitted":
        assert form.initial["letter"].strip() in answer.context["mail"].text


def test_letter_with_what_a_reviewer_wrote_is_sent_as_proposed(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    reviewed(case, editor, "rita@example.org", 3, for_author="Say how many.")
    client.force_login(editor)
    form = client.get(address("decide", case, "changes")).context["form"]
    due = (timezone.localdate() + timedelta(days=14)).isoformat()

    client.post(
        address("decide", case, "changes"), {"round": 1, "letter": form.initial["letter"], "due_at": due, "send": "1"}
    )

    assert Submission.objects.get().status == "changes"


def test_answers_to_a_comment_that_is_done_stay_with_the_desk(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    asked = comment(case.rounds.get(), field="context", by=editor, text="Which need?")
    comment(case.rounds.get(), field="context", by=editor, text="It is clear to me.", parent=asked)
    resolve(asked, by=editor)

    request_changes(case, by=editor, letter="More.")

    assert set(FieldComment.objects.values_list("audience", flat=True)) == {"desk"}


@pytest.mark.parametrize(
    ("verb", "values", "status"),
    [("accept", {"letter": ""}, "published"), ("decline", {"letter": "No."}, "declined")],
)
def test_case_is_decided(client, people, verb, values, status):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)

    client.post(address("decide", case, verb), {"round": 1, "send": "1", **values})

    assert Submission.objects.get().status == status


def test_declined_case_is_reopened(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    decline(case, by=editor, letter="No.")
    client.force_login(editor)
    check_page(client.get(address("decide", case, "reopen")))

    client.post(address("decide", case, "reopen"), {"round": 1, "letter": "We were wrong.", "send": "1"})

    assert Submission.objects.get().status == "in_review"
    assert "Opened again: We were wrong." in section(page_of(client, case), "timeline")


def test_decision_without_a_letter_comes_back(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)

    answer = client.post(address("decide", case, "decline"), {"round": 1, "letter": " ", "send": "1"})

    assert (answer.status_code, Submission.objects.get().status) == (400, "submitted")


def test_decision_on_an_outdated_round_is_refused_and_the_text_kept(client, people):
    author, home, editor = people
    case = second_round(submitted_case(author, home), author, editor)
    client.force_login(editor)

    answer = client.post(address("decide", case, "decline"), {"round": 1, "letter": "Typed long ago", "send": "1"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, Submission.objects.get().status) == (409, "submitted")
    assert page.select_one("textarea").get_text().strip() == "Typed long ago"
    assert "Read round 2 first" in page.get_text()


def test_second_of_two_decisions_is_refused_and_the_text_kept(client, people):
    author, home, editor = people
    case = submitted_case(author, home)
    client.force_login(editor)
    values = {"round": 1, "letter": "Typed", "send": "1"}
    client.post(address("decide", case, "accept"), values)

    answer = client.post(address("decide", case, "decline"), values)

    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, Submission.objects.get().status) == (409, "published")
    assert page.select_one("textarea").get_text().strip() == "Typed"
    assert page.select("button[name=send]") == []
    assert client.get(address("decide", case, "decline")).status_code == 302
    assert client.get(address("decide", case, "delete")).status_code == 404


# ---------------------------------------------------------------- Who may


POSTS = {
    "assign": {"editor": ""},
    "message": {"message-text": "Hello"},
    "comment": {"field": "context", "text": "Hello"},
    "on_comment": {"verb": "resolve"},
    "invite": {"invite-email": "rosa@example.org", "invite-due_at": "2026-12-31"},
    "cancel": {},
    "judge": {"verdict": "same"},
    "accept": {"round": "1", "letter": "Yes", "send": "1"},
    "decline": {"round": "1", "letter": "No", "send": "1"},
}


def everything(hub, people) -> tuple[Submission, dict[str, str]]:
    """A case with something for every act, and the addresses of the acts."""
    author, home, editor = people
    hub.entry(title="Reading together!", organisation=home)
    case = submitted_case(author, home)
    user("hana@example.org")
    invitation = invite_reviewer(case, email="hana@example.org", by=editor)
    row = comment(case.rounds.get(), field="context", by=editor, text="Which need?")
    send_message(case, by=author, text="Hello")
    rest = {"on_comment": [row.pk], "cancel": [invitation.pk], "judge": [DuplicateLink.objects.get().pk]}
    urls = {name: address(name, case, *rest.get(name, [])) for name in POSTS if name not in ("accept", "decline")}
    return case, urls | {name: address("decide", case, name) for name in ("accept", "decline")}


def person_called(name: str, people) -> User | None:
    author, home, editor = people
    if name == "author who decides":
        person = desk("both@example.org")
        Membership.objects.create(user=person, organisation=home, role="editor")
        return person
    makers = {
        "visitor": lambda: None,
        "author": lambda: author,
        "member": lambda: member_of(organisation("Others"), "member@example.org"),
        "reviewer": lambda: User.objects.get(email="hana@example.org"),
        "editor": lambda: editor,
        "admin": superuser,
    }
    return makers[name]()


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("visitor", 302), ("author", 302), ("member", 302), ("reviewer", 302), ("author who decides", 404)],
)
def test_desk_is_closed_for_everybody_else(client, hub, people, who, refusal):
    case, urls = everything(hub, people)
    person = person_called(who, people)
    if person:
        client.force_login(person)
    before = list(case.events.values_list("pk", flat=True))

    reads = [
        client.get(url).status_code for url in (address("case", case), address("preview", case, 1), urls["accept"])
    ]
    writes = {name: client.post(url, POSTS[name]).status_code for name, url in urls.items()}

    assert reads == [refusal] * 3
    assert writes == dict.fromkeys(POSTS, refusal)
    assert list(case.events.values_list("pk", flat=True)) == before
    assert Submission.objects.get(pk=case.pk).status == "in_review"


@pytest.mark.parametrize("who", ["editor", "admin"])
@pytest.mark.parametrize("name", POSTS)
def test_desk_is_open_for_editors(client, hub, people, who, name):
    user("rosa@example.org")
    _case, urls = everything(hub, people)
    client.force_login(person_called(who, people))

    assert client.post(urls[name], POSTS[name]).status_code == 302


def test_acts_do_not_reach_into_another_case(client, hub, people):
    author, home, editor = people
    _case, urls = everything(hub, people)
    other = submitted_case(author, home, title="Something else entirely")
    client.force_login(editor)
    rest = {name: urls[name].rstrip("/").split("/") for name in ("on_comment", "judge")}

    assert [client.post(address(name, other, parts[-1]), POSTS[name]).status_code for name, parts in rest.items()] == [
        404,
        404,
    ]
    cancel = urls["cancel"].rstrip("/").split("/")[-2]
    assert client.post(address("cancel", other, cancel)).status_code == 404


@pytest.mark.parametrize("reference", ["S-999999", "S-1", "nothing", "S-00000x"])
def test_case_that_is_not_there(client, people, reference):
    client.force_login(people[2])

    assert client.get(f"/admin/submissions/{reference}/").status_code == 404
