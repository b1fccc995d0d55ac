from hypothesis import given
from hypothesis import strategies as st

from search.facets import NAMES
from search.parsing import Part
from search.query import SearchQuery, in_order

codes = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(tuple)
some_choices = st.dictionaries(st.sampled_from(NAMES), codes, max_size=4).map(in_order)
some_queries = st.builds(
    SearchQuery,
    text=st.sampled_from(["", "school", "école & co", '"a b" -c']),
    choices=some_choices,
    archived=st.booleans(),
    page=st.integers(1, 50),
)


def test_to_url_is_in_canonical_order():
    query = SearchQuery(text="a b", choices=in_order({"country": ("nl", "be"), "sector": ("schools",)}), page=2)
    assert query.to_url("/search/") == "/search/?q=a+b&sector=schools&country=be&country=nl&page=2"


def test_to_url_says_nothing_that_goes_without_saying():
    assert SearchQuery().to_url("/search/") == "/search/"
    assert SearchQuery(text="x").with_sort("relevance").to_url("/search/") == "/search/?q=x"
    assert SearchQuery().with_sort("newest").to_url("/search/") == "/search/"
    assert SearchQuery(default_sort="title").with_sort("newest").to_url("/m/") == "/m/?sort=newest"


def test_to_url_of_a_file_has_no_page():
    assert SearchQuery(text="x", page=3).to_url("/search/", "csv") == "/search/?q=x&format=csv"


def test_sort_by_relevance_goes_with_the_words():
    query = SearchQuery(text="x", sort="relevance", default_sort="title")
    assert query.without_text().to_url("/") == "/"


def test_without_part_keeps_the_rest():
    query = SearchQuery(text='"a b" c', page=4)
    assert query.without_part(Part("c")).to_url("/") == "/?q=%22a+b%22"


def test_hidden_fields_are_what_the_form_does_not_show():
    query = SearchQuery(text="x", choices=in_order({"sector": ("schools",)}), archived=True, sort="title", page=2)
    assert query.hidden_fields == [("archived", "1"), ("sort", "title")]


@given(some_queries, st.sampled_from(NAMES), st.sampled_from(["a", "b"]))
def test_toggled_twice_is_the_first_page_again(query, facet, value):
    assert query.toggled(facet, value).toggled(facet, value) == query.with_page(1)


@given(some_queries, st.sampled_from(NAMES), st.sampled_from(["a", "b", "é &"]))
def test_toggle_links_are_the_addresses_of_toggled(query, facet, value):
    assert query.toggle_links(facet, "/search/")(value) == query.toggled(facet, value).to_url("/search/")


@given(some_queries, st.sampled_from(NAMES))
def test_without_leaves_no_choice_of_the_facet(query, facet):
    assert query.without(facet).chosen(facet) == ()


@given(some_queries)
def test_query_is_never_changed(query):
    before = query.to_url()
    query.toggled("sector", "x"), query.cleared(), query.with_page(9), query.with_sort("title")
    assert query.to_url() == before
