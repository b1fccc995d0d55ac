"""From signing up to a published entry, with a request for changes in between: an organisation and an editor."""

from io import BytesIO

import pytest
from django.core import mail
from PIL import Image

from community.members.models import User
from community.members.services.accounts import confirm_address
from community.members.services.groups import ensure_groups
from practices.submissions.models import Declaration, EligibilityQuestion
from tests.factories import term, user
from tests.journeys.people import PASSWORD, WAYS
from tests.journeys.test_joining import sign_up
from tests.submissions.makers import DECLARED, declarations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NADIA, EDDA = "nadia@example.org", "edda@example.org"
SUMMARY = "Children take home a bag with a book in two languages."
MENDED = "Children take home a bag with a book in two languages, for a week."
SHOWN = "A cloth bag with two picture books"
RECEIVED = "We have received “Story bags”"
CHANGES = "Please change something: “Story bags”"
ACCEPTED = "Accepted and published: “Story bags”"
NEW = "To be assigned: “Story bags”"
AGAIN = "Sent again: “Story bags”"


@pytest.fixture
def site(hub):
    """A hub with an editor, who asks one question before writing."""
    for kind, code in (("language", "en"), ("sector", "schools"), ("target-group", "newly-arrived-pupils")):
        term(kind, code)
    term("country", "be", "Belgium", parent="europe-west")
    term("licence", "cc-by-4-0", "CC BY 4.0")
    # What a migration ships is there for the first journey only.
    EligibilityQuestion.objects.all().delete()
    Declaration.objects.all().delete()
    declarations()
    EligibilityQuestion.objects.create(
        question="Has it been carried out?", expected="yes", otherwise="Come back when it has.", language="en"
    )
    ensure_groups()["Editors"].user_set.add(editor())


def editor() -> User:
    person = user(EDDA, PASSWORD, display_name="Edda")
    confirm_address(person)
    return person


def subjects(address: str) -> list[str]:
    """Without the number of the case."""
    return [letter.subject.partition(" (S-")[0] for letter in mail.outbox if letter.to == [address]]


def latest(address: str) -> str:
    """The text of the latest mail to somebody."""
    return next(letter.body for letter in reversed(mail.outbox) if letter.to == [address])


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_from_sign_up_to_published(site, person, link_to, way):
    nadia = person(**way)
    join(nadia, link_to)
    begin(nadia)
    write(nadia)
    add_a_picture(nadia)
    submit(nadia)

    edda = person(javascript=nadia.javascript)
    edda.sign_in(EDDA)
    take(edda, link_to)
    ask_for_changes(edda)
    change(nadia, link_to)
    accept(edda, link_to)

    nadia.go(link_to(NADIA, "cases"))
    nadia.look("published")
    nadia.follow("See the published entry")
    assert nadia.heading == "Story bags"
    found(person(javascript=nadia.javascript))
    assert subjects(NADIA)[1:] == [RECEIVED, CHANGES, RECEIVED, ACCEPTED]
    assert subjects(EDDA) == [NEW, AGAIN]
    assert (nadia.complaints, edda.complaints) == ([], [])


# ---------------------------------------------------------------- The organisation


def join(nadia, link_to) -> None:
    sign_up(nadia, "Nadia", NADIA, link_to)
    nadia.go("/submit/")
    nadia.look("start without an organisation")
    nadia.follow("Add it")
    nadia.fill(name="Buurtschool De Linde")
    nadia.choose("country", "Belgium")
    nadia.press("Save")


def begin(nadia) -> None:
    nadia.go("/submit/")
    nadia.look("start")
    nadia.look_in_arabic("start")
    nadia.follow("Practice")
    nadia.fill(title="Story bags")
    nadia.choose(f"question_{EligibilityQuestion.objects.get().pk}", "No")
    nadia.press("Start writing")
    assert nadia.sees("Come back when it has.")
    nadia.look("begin with a doubt")
    nadia.choose(f"question_{EligibilityQuestion.objects.get().pk}", "Yes")
    nadia.press("Start writing")
    assert nadia.path.endswith("/edit/what/")


def write(nadia) -> None:
    nadia.look_in_arabic("step")
    nadia.fill(summary=SUMMARY)
    nadia.press("Save and go on")
    nadia.tick("Schools")
    nadia.tick("Newly arrived pupils")
    nadia.press("Save and go on")
    nadia.fill(context="They had no books.", approach="We sew bags.")
    for _step in ("how", "takes", "results"):
        nadia.press("Save and go on")
    assert nadia.path.endswith("/edit/files/")


def add_a_picture(nadia) -> None:
    nadia.press("Add pictures and files")
    nadia.unfold("Add a picture")
    nadia.page.set_input_files("main [name=picture-file]", photo())
    nadia.choose("picture-people", "People under 18 can be recognised")
    nadia.press("Add the picture")
    assert nadia.sees("Only pictures whose people, or their parents, have agreed in writing may be published.")
    nadia.look("picture with errors")
    nadia.page.set_input_files("main [name=picture-file]", photo())
    nadia.fill(**{"picture-alt_text": SHOWN, "picture-credit": "Nadia"})
    nadia.choose("picture-licence", "CC BY 4.0")
    nadia.tick("Everybody who can be recognised")
    nadia.press("Add the picture")
    assert nadia.page.get_by_alt_text(SHOWN).evaluate("picture => picture.naturalWidth") == 360
    nadia.look("files")
    nadia.look_in_arabic("files")


def submit(nadia) -> None:
    nadia.follow("Check and submit")
    nadia.look("ready")
    nadia.follow("See it as it would be published")
    assert (nadia.heading, nadia.page.get_by_alt_text(SHOWN).count()) == ("Story bags", 1)
    nadia.look("preview")
    nadia.page.go_back()
    nadia.press("Submit")
    nadia.look("ready with errors")
    for subject in DECLARED:
        nadia.tick(f"I declare: {subject}.")
    nadia.press("Submit")
    assert nadia.sees("The editors")
    nadia.look("submitted")


def change(nadia, link_to) -> None:
    assert "Please say for how long." in latest(NADIA)
    nadia.go(link_to(NADIA, "cases"))
    assert (nadia.sees("Please say for how long."), nadia.sees("For how many days?")) == (True, True)
    nadia.look("changes")
    nadia.look_in_arabic("changes")
    nadia.follow("Change this field")
    assert nadia.sees("For how many days?")
    assert not nadia.sees("Text from your last visit")
    nadia.look("step with a comment")
    nadia.fill(summary=MENDED)
    nadia.press("Save")
    nadia.follow("Check and submit")
    nadia.look("ready again")
    nadia.fill(cover_note="It says so now.")
    for subject in DECLARED:
        nadia.tick(f"I declare: {subject}.")
    nadia.press("Submit again")
    nadia.look("submitted again")


# ---------------------------------------------------------------- The editor


def take(edda, link_to) -> None:
    """From the mail to the board, where it waits for somebody."""
    assert link_to(EDDA, "submissions").startswith("/admin/submissions/S-")
    edda.go("/admin/submissions/queue/unassigned/")
    edda.stop("board")
    edda.tick("Choose “Story bags”")
    edda.press("Assign")
    edda.go("/admin/submissions/queue/mine/")
    edda.follow("Story bags")


def ask_for_changes(edda) -> None:
    field = edda.page.locator("#field-summary")
    edda.unfold("Comment on “Summary”")
    edda.write(field.get_by_role("textbox"), "For how many days?")
    edda.go_by(field.get_by_role("button", name="Add the comment"))
    edda.stop("desk")
    edda.follow("Request changes")
    edda.fill(letter="Dear Nadia,\n\nPlease say for how long.\n\nEdda")
    edda.press("Show the mail again")
    edda.stop("decision")
    letter = edda.page.frame_locator(".hub-mail").locator("blockquote")
    assert "Please say for how long." in letter.inner_text()
    edda.press("Request changes")
    assert edda.sees("The organisation was asked for changes.")


def accept(edda, link_to) -> None:
    edda.go(link_to(EDDA, "submissions"))
    assert edda.sees("It says so now.")
    assert edda.page.locator("#changes li").all_inner_texts() == ["Summary"]
    assert edda.page.locator("#field-summary ins").all_inner_texts() == [", for a week"]
    edda.stop("desk, second round")
    edda.follow("Accept")
    edda.press("Accept and publish")
    assert edda.sees("The entry is published and the organisation was told.")


# ---------------------------------------------------------------- Everybody


def found(reader) -> None:
    reader.go("/search/")
    reader.search("bags for a week")
    reader.follow("Story bags")
    assert (reader.heading, reader.sees(MENDED)) == ("Story bags", True)
    assert reader.page.get_by_alt_text(SHOWN).first.evaluate("picture => picture.naturalWidth > 0")


def photo() -> dict:
    out = BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "JPEG")
    return {"name": "bag.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
