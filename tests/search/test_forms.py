import pytest
from django.http import QueryDict

from search.forms import SearchForm, TooFar
from search.query import MAX_VALUES
from tests.factories import term

pytestmark = pytest.mark.django_db


def read(address: str, **options):
    form = SearchForm(QueryDict(address), language="en", **options)
    return form, form.query()


@pytest.fixture(autouse=True)
def terms():
    for code in ("be", "nl"):
        term("country", code, parent="europe-west")
    term("sector", "schools")


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("q=school", "q=school"),
        ("country=nl&country=be&sector=schools", "sector=schools&country=be&country=nl"),
        ("country=be&country=be", "country=be"),
        ("country=zz&sector=%00&sector=schools", "sector=schools"),
        ("foo=bar&utm_source=x&csrfmiddlewaretoken=1", ""),
        ("q=++two++words+", "q=two+words"),
        ("sort=relevance", ""),
        ("sort=newest", ""),
        ("sort=title&page=1", "sort=title"),
        ("sort=;DROP", ""),
        ("page=-1", ""),
        ("page=abc", ""),
        ("page=٣", ""),
        ("page=007", "page=7"),
        ("archived=1", "archived=1"),
        ("archived=yes", ""),
        ("year=2020&year=20201&year=abcd", "year=2020"),
        ("type=practice&type=nonsense", "type=practice"),
    ],
)
def test_query_has_one_address(asked, canonical):
    form, query = read(asked)
    assert query.query_string == canonical
    assert form.is_canonical(query) == (asked == canonical)


def test_query_follows_merged_terms():
    gone = term("country", "old")
    gone.replaced_by = term("country", "be")
    gone.save()
    assert read("country=old")[1].chosen("country") == ("be",)


def test_query_bounds_values():
    for number in range(MAX_VALUES + 5):
        term("sector", f"s{number}")
    address = "&".join(f"sector=s{number}" for number in range(MAX_VALUES + 5))
    assert len(read(address)[1].chosen("sector")) == MAX_VALUES


@pytest.mark.parametrize("page", ["51", "999999999"])
def test_query_refuses_pages_beyond_what_is_shown(page):
    with pytest.raises(TooFar):
        read(f"page={page}")


def test_query_keeps_the_preset_out_of_the_address():
    query = read("country=be", preset={"type": ("mooc",)})[1]
    assert (query.preset["type"], query.query_string) == (("mooc",), "country=be")


@pytest.mark.parametrize(
    ("asked", "ignored"),
    [
        ("country=zz&country=be", [("Country", "zz")]),
        ("country=zz&country=zz&year=20201", [("Country", "zz"), ("Year", "20201")]),
        ("sector=" + "x" * 500, [("Sector", "x" * 60)]),
        ("country=%00&sector=&type=+", []),
        ("foo=bar&sort=nonsense&page=x", []),
        ("&".join(f"sector=x{number}" for number in range(9)), [("Sector", f"x{number}") for number in range(5)]),
    ],
)
def test_values_that_do_not_exist_are_named(asked, ignored):
    assert [(wrong.facet_label, wrong.value) for wrong in read(asked)[0].ignored] == ignored
