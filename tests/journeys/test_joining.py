import pytest

from tests.factories import term
from tests.journeys.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(hub):
    term("country", "be", "Belgium", parent="europe-west")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_two_people_of_one_school(site, person, link_to, javascript):
    nadia = person(javascript=javascript)
    sign_up(nadia, "Nadia", "nadia@example.org", link_to)
    nadia.stop("my-hub-empty")
    nadia.follow("Add it")
    nadia.fill(name="Buurtschool De Linde")
    nadia.page.select_option("main [name=country]", label="Belgium")
    nadia.press("Save")
    nadia.fill(email="milo@example.org")
    nadia.press("Send the invitation")
    assert nadia.sees("The invitation to milo@example.org is on its way.")

    milo = person(javascript=javascript)
    milo.go(link_to("milo@example.org", "invitations"))
    assert milo.sees("Buurtschool De Linde invites you")
    sign_up(milo, "Milo", "milo@example.org", link_to)
    milo.follow("Answer the invitation of Buurtschool De Linde")
    milo.press("Accept")
    milo.stop("joined")
    assert milo.sees("Welcome to Buurtschool De Linde.")

    nadia.go("/my/notices/")
    assert nadia.sees("Milo belongs to Buurtschool De Linde now")
    assert (nadia.complaints, milo.complaints) == ([], [])


def sign_up(somebody, name: str, email: str, link_to) -> None:
    somebody.go("/account/signup/")
    somebody.fill(display_name=name, email=email, password1=PASSWORD)
    somebody.press("Create the account")
    assert somebody.sees("Look into your mail")
    somebody.go(link_to(email, "confirm-email"))
    somebody.press("Yes, confirm")
    assert somebody.page.url.endswith("/my/")
