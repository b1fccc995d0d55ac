"""Reviewing: the question before reading, the review, and everything that can go wrong with it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.members.models import Membership
from practices.submissions.models import Criterion, FieldComment, Review, ReviewAssignment, Rubric, Submission
from practices.submissions.services.deciding import accept, request_changes
from practices.submissions.services.drafts import draft_of, save_draft
from practices.submissions.services.reviewing import accept_invitation, cancel_invitation, invite_reviewer
from practices.submissions.services.submitting import submit
from practices.submissions.services.talking import comment
from practices.submissions.states import InviteState, Recommendation
from tests.factories import user
from tests.submissions.makers import declarations, desk, member_of, school, submitted_case
from tests.submissions.test_case_page import HOSTILE, queries_of, words

pytestmark = pytest.mark.django_db
TEXTS = {"for_author": "Say who reads.", "for_editors": "A good school.", "recommendation": "changes"}


@pytest.fixture
def people(hub):
    home = school()
    return {
        "home": home,
        "writer": member_of(home, "nadia@example.org"),
        "desk": desk(),
        "reviewer": user("rita@example.org", display_name="Rita"),
        "other": user("other@example.org"),
    }


@pytest.fixture
def case(people) -> Submission:
    return submitted_case(people["writer"], people["home"], context="It was **secretly** needed.")


@pytest.fixture
def rubric(db) -> list[Criterion]:
    Rubric.objects.all().delete()
    row = Rubric.objects.create(title="Quality")
    levels = {f"level_{number}": f"Level {number} in words" for number in range(1, 5)}
    return [Criterion.objects.create(rubric=row, question=f"Question {number}?", **levels) for number in (1, 2)]


@pytest.fixture
def invited(people, case, rubric) -> ReviewAssignment:
    return invite_reviewer(case, email="rita@example.org", by=people["desk"], note_text="Please look at the costs.")


@pytest.fixture
def agreed(people, invited) -> ReviewAssignment:
    return accept_invitation(invited, by=people["reviewer"])


def address(assignment: ReviewAssignment, name: str = "review", *args) -> str:
    return reverse(f"submissions:{name}", args=[assignment.pk, *args])


def filled(rubric, **more) -> dict:
    return {f"criterion_{rubric[0].pk}": "3", f"criterion_{rubric[1].pk}": "na", **TEXTS, **more}


@pytest.fixture
def shown(client, people):
    """A page as the reviewer sees it."""
    client.force_login(people["reviewer"])

    def read(url: str) -> BeautifulSoup:
        return BeautifulSoup(client.get(url).content, "html.parser")

    return read


# ---------------------------------------------------------------- Who


NAMES = ("review", "review_changes")
POSTS = ("review", "answer", "review_comment")


@pytest.mark.parametrize("who", ["writer", "desk", "other"])
def test_invitation_of_somebody_else_is_not_found(client, people, agreed, who):
    client.force_login(people[who])
    asked = comment(agreed.round, field="title", by=people["reviewer"], text="Why?")
    found = [client.get(address(agreed, name)).status_code for name in NAMES]
    posted = [client.post(address(agreed, name), TEXTS).status_code for name in POSTS]
    posted += [client.post(address(agreed, name, asked.pk)).status_code for name in ("review_reply", "review_settle")]

    assert found + posted == [404] * 7


def test_visitor_signs_in_first(client, agreed):
    answers = [client.get(address(agreed, name)) for name in NAMES] + [client.post(address(agreed, n)) for n in POSTS]

    assert {answer["Location"].partition("?")[0] for answer in answers} == {"/account/login/"}


def test_invitation_that_is_not_there_is_not_found(client, people):
    client.force_login(people["reviewer"])

    assert client.get(reverse("submissions:review", args=[10**12])).status_code == 404


# ---------------------------------------------------------------- The question before reading


def test_invitation_shows_title_and_organisation_only(shown, invited):
    page = shown(address(invited))

    assert words(page.h1) == "Reading together"
    assert "Submitted by A school" in page.get_text(" ", strip=True)
    assert "Please look at the costs." in page.get_text()
    assert "secretly" not in page.get_text()
    assert "Children read together." not in page.get_text()


def test_what_changed_waits_for_the_answer(client, people, invited):
    client.force_login(people["reviewer"])

    assert client.get(address(invited, "review_changes"))["Location"] == address(invited)


@pytest.mark.parametrize("name", ["review", "review_comment"])
def test_nothing_is_written_before_the_answer(client, people, invited, name):
    client.force_login(people["reviewer"])
    data = {**TEXTS, "comment-field": "title", "comment-text": "Why?"}
    response = client.post(address(invited, name), data)

    assert response.status_code == 422
    assert (Review.objects.count(), FieldComment.objects.count()) == (0, 0)
    assert "secretly" not in response.content.decode()


def test_who_has_no_conflict_reads_the_entry(client, shown, invited):
    client.post(address(invited, "answer"), {"answer": "accept"})
    page = shown(address(invited))
    invited.refresh_from_db()

    assert (invited.state, invited.conflict) == (InviteState.ACCEPTED, False)
    assert page.select_one(".prose b").get_text() == "secretly"


def test_conflict_is_said_with_its_reason(client, shown, invited):
    refused = client.post(address(invited, "answer"), {"answer": "conflict", "suggestion": "Ada"})
    page = BeautifulSoup(refused.content, "html.parser")
    client.post(address(invited, "answer"), {"answer": "conflict", "reason": "My sister.", "suggestion": "Ada"})
    invited.refresh_from_db()

    assert refused.status_code == 422
    assert "Please say which conflict it is." in words(page.select_one(".field--invalid"))
    assert page.select_one("input[name=suggestion]")["value"] == "Ada"
    assert (invited.state, invited.conflict, invited.conflict_note, invited.suggestion) == (
        InviteState.DECLINED,
        True,
        "My sister.",
        "Ada",
    )
    assert "You have declined this review." in shown(address(invited)).get_text()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Please choose one of the answers."),
        ({"answer": "perhaps"}, "Select a valid choice."),
        ({"answer": "decline", "reason": "x" * 501}, "at most 500 characters"),
        ({"answer": "decline", "suggestion": "x" * 201}, "at most 200 characters"),
    ],
)
def test_answer_that_is_no_answer_is_refused(client, people, invited, data, error):
    client.force_login(people["reviewer"])
    response = client.post(address(invited, "answer"), data)

    assert response.status_code == 422
    assert error in words(BeautifulSoup(response.content, "html.parser").select_one(".field--invalid"))
    assert ReviewAssignment.objects.get().state == InviteState.INVITED


def test_who_agreed_may_still_give_it_back(client, people, agreed):
    client.force_login(people["reviewer"])
    client.post(address(agreed, "answer"), {"answer": "decline", "reason": "I am ill."})

    assert ReviewAssignment.objects.get().decline_reason == "I am ill."


def test_answer_given_twice_is_said_to_come_too_late(client, people, agreed):
    client.force_login(people["reviewer"])
    response = client.post(address(agreed, "answer"), {"answer": "accept"})

    assert response.status_code == 422
    assert ReviewAssignment.objects.get().state == InviteState.ACCEPTED


def test_invitation_that_was_cancelled_says_so_and_keeps_the_words(client, people, invited):
    cancel_invitation(invited, by=people["desk"])
    client.force_login(people["reviewer"])
    response = client.post(address(invited, "answer"), {"answer": "decline", "reason": "I am ill."})
    page = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 422
    assert "has moved on" in page.get_text()
    assert page.select_one("textarea").get_text().strip() == "I am ill."


def test_reviewer_who_joins_the_organisation_reads_no_more(client, people, shown, agreed):
    Membership.objects.create(user=people["reviewer"], organisation=people["home"], role="viewer")
    page = shown(address(agreed))

    assert "You belong to the organisation" in page.get_text()
    assert client.post(address(agreed), TEXTS).status_code == 422
    assert Review.objects.get().for_author == ""


# ---------------------------------------------------------------- The review


def test_rubric_offers_each_level_in_words_and_that_it_does_not_apply(shown, agreed):
    page = shown(address(agreed))
    question = page.find("legend", string="Question 1?").find_parent("fieldset")

    assert [words(option) for option in question.select("label")] == [
        *(f"{number}. Level {number} in words" for number in range(1, 5)),
        "Does not apply here",
    ]


def test_rubric_of_the_type_goes_before_the_general_one(people, case, rubric, shown, agreed):
    own = Rubric.objects.create(title="Practices", entry_kind="practice")
    levels = {f"level_{number}": "…" for number in range(1, 5)}
    Criterion.objects.create(rubric=own, question="Is it a practice?", **levels)
    legends = [legend.get_text() for legend in shown(address(agreed)).select("#review legend")]

    assert legends == ["Is it a practice?", "What do you recommend?"]


def test_review_is_saved_as_far_as_it_is_written_and_sent_when_it_is_complete(client, shown, agreed, rubric):
    client.post(address(agreed), {f"criterion_{rubric[0].pk}": "2", "for_author": "Say who"})
    page = shown(address(agreed))
    refused = client.post(address(agreed), {"for_author": "Say who", "send": "1"})
    errors = [words(field) for field in BeautifulSoup(refused.content, "html.parser").select(".field__error")]
    client.post(address(agreed), {**filled(rubric), "send": "1"})
    review = Review.objects.get()

    assert page.select_one("textarea[name=for_author]").get_text().strip() == "Say who"
    assert page.select_one(f"input[name=criterion_{rubric[0].pk}][checked]")["value"] == "2"
    assert (refused.status_code, len(errors)) == (422, 2)
    assert (review.sent_at is not None, review.recommendation) == (True, Recommendation.CHANGES)
    assert [score.level for score in review.scores.order_by("criterion")] == [3, None]


def test_review_sent_twice_is_one(client, people, agreed, rubric):
    client.force_login(people["reviewer"])
    answers = [client.post(address(agreed), {**filled(rubric), "send": "1"}).status_code for _time in range(2)]
    late = client.post(address(agreed), {**filled(rubric, for_author="Something else"), "send": "1"})

    assert answers == [302, 302]
    assert late.status_code == 422
    assert Review.objects.get().for_author == "Say who reads."
    assert agreed.round.submission.events.filter(kind="review_received").count() == 1


@pytest.mark.parametrize("name", ["for_author", "for_editors"])
def test_text_that_is_too_long_stays_beside_its_error(client, people, agreed, rubric, name):
    client.force_login(people["reviewer"])
    response = client.post(address(agreed), filled(rubric, **{name: "z" * 6001}))
    page = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 422
    assert "at most 6000 characters" in words(page.select_one("#review .field--invalid .field__error"))
    assert len(page.select_one(f"textarea[name={name}]").get_text().strip()) == 6001


def test_level_that_is_not_offered_is_refused(client, people, agreed, rubric):
    client.force_login(people["reviewer"])
    response = client.post(address(agreed), filled(rubric, **{f"criterion_{rubric[0].pk}": "9"}))

    assert response.status_code == 422
    assert Review.objects.get().scores.count() == 0


def test_review_that_comes_after_the_decision_is_shown_but_not_kept(client, people, agreed, rubric):
    accept(agreed.round.submission, by=people["desk"])
    client.force_login(people["reviewer"])
    response = client.post(address(agreed), {**filled(rubric), "send": "1"})
    page = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 422
    assert "has moved on" in page.get_text()
    assert "Say who reads." in [text.get_text().strip() for text in page.select("textarea")]
    assert Review.objects.get().sent_at is None


def test_own_review_stays_readable_after_the_decision_and_the_entry_does_not(client, shown, people, agreed, rubric):
    client.force_login(people["reviewer"])
    client.post(address(agreed), {**filled(rubric), "send": "1"})
    request_changes(agreed.round.submission, by=people["desk"], letter="More.")
    page = shown(address(agreed))

    assert "The editors have asked the organisation to change it. Your review can be read below." in page.get_text()
    assert "Say who reads." in words(page.select_one("#review"))
    assert "3. Level 3 in words" in words(page.select_one("#review"))
    assert "secretly" not in page.get_text()


# ---------------------------------------------------------------- Comments and differences


def test_reviewer_comments_on_a_field(client, shown, people, agreed):
    client.force_login(people["reviewer"])
    client.post(address(agreed, "review_comment"), {"comment-field": "approach", "comment-text": HOSTILE})
    row = FieldComment.objects.get()
    client.post(address(agreed, "review_reply", row.pk), {f"c{row.pk}-text": "I mean it."})
    client.post(address(agreed, "review_settle", row.pk))
    page = shown(address(agreed))

    assert (row.field, row.from_desk, row.audience) == ("approach", True, "desk")
    assert page.select("main script") == []
    assert words(page.select_one(f"#c{row.pk} > .row")) == "What do you do? round 1 Done"
    assert "They read together." in words(page.select_one(f"#c{row.pk} blockquote"))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"comment-field": "password", "comment-text": "Hm"}, "Select a valid choice."),
        ({"comment-field": "", "comment-text": "Hm"}, "This field is required."),
        ({"comment-field": "title", "comment-text": ""}, "This field is required."),
        ({"comment-field": "title", "comment-text": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_comment_that_cannot_be_is_refused(client, people, agreed, data, error):
    client.force_login(people["reviewer"])
    response = client.post(address(agreed, "review_comment"), data)

    assert response.status_code == 422
    assert error in words(BeautifulSoup(response.content, "html.parser").select_one("#comments .field__error"))
    assert FieldComment.objects.count() == 0


def test_comment_of_the_desk_cannot_be_answered(client, people, agreed):
    hidden = comment(agreed.round, field="title", by=people["desk"], text="Among us.")
    client.force_login(people["reviewer"])

    assert client.post(address(agreed, "review_reply", hidden.pk), {f"c{hidden.pk}-text": "Hm"}).status_code == 404


def test_reviewer_of_a_later_round_sees_what_changed(people, case, rubric, shown):
    case = request_changes(case, by=people["desk"], letter="More.")
    draft = draft_of(case, by=people["writer"])
    save_draft(case, data={"title": "Reading in two languages"}, version=draft.version, by=people["writer"])
    case = submit(case, by=people["writer"], declared=declarations(), cover_note="We changed the title.")
    second = invite_reviewer(case, email="rita@example.org", by=people["desk"])
    accept_invitation(second, by=people["reviewer"])
    page, changes = shown(address(second)), shown(address(second, "review_changes"))

    assert "We changed the title." in page.get_text()
    assert page.find("a", href=address(second, "review_changes")) is not None
    assert words(changes.select_one(".versions")) == "Reading Removed: together Added: in two languages"


# ---------------------------------------------------------------- The list


def test_list_of_reviews_says_what_waits(client, shown, people, agreed):
    page = shown("/my/reviews/")
    client.force_login(people["other"])

    assert [words(section.h2) for section in page.select("main section")] == ["Waiting for you"]
    assert words(page.select_one("main .title")) == "Reading together"
    assert "No reviews" in client.get("/my/reviews/").content.decode()


def test_pages_cost_a_fixed_number_of_queries(client, people, agreed):
    client.force_login(people["reviewer"])
    few = queries_of(client, address(agreed))
    for number in range(5):
        comment(agreed.round, field="title", by=people["reviewer"], text=f"Comment {number}")
    many = queries_of(client, address(agreed))

    # The first comment asks for the version it is about and for who reviews.
    assert len(many) <= len(few) + 2, "\n".join(many)
    assert len(many) <= 45, "\n".join(many)
    assert len(queries_of(client, "/my/reviews/")) <= 10


def test_review_is_saved_while_it_is_written(client, people, agreed, rubric):
    client.force_login(people["reviewer"])
    answer = client.post(f"{address(agreed)}save/", {"for_author": "Say who", f"criterion_{rubric[0].pk}": "3"})
    review = Review.objects.get()

    assert (answer.status_code, answer.json()["words"][:9]) == (200, "Saved at ")
    assert (review.for_author, review.scores.get().level, review.sent_at) == ("Say who", 3, None)
    assert [message.message for message in client.get(address(agreed)).context["messages"]] == []


@pytest.mark.parametrize(("data", "words"), [({"for_author": "x" * 6001}, "at most 6000"), ({}, "has moved on")])
def test_review_that_cannot_be_saved_says_why(client, people, agreed, data, words):
    if not data:
        accept(agreed.round.submission, by=people["desk"])
    client.force_login(people["reviewer"])
    answer = client.post(f"{address(agreed)}save/", data)

    assert (answer.status_code, words in answer.json()["words"]) == (422, True)


def test_review_of_somebody_else_is_not_saved(client, people, agreed):
    client.force_login(people["other"])

    assert client.post(f"{address(agreed)}save/", {"for_author": "Mine"}).status_code == 404


def test_review_is_called_saved_once_something_is_written(client, shown, people, agreed):
    assert "saved" not in words(shown(address(agreed)).select_one("#review .head"))
    client.post(f"{address(agreed)}save/", {"for_editors": "A good school."})
    assert "saved" in words(shown(address(agreed)).select_one("#review .head"))
