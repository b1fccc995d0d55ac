from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from search.templatetags.facets import facet_options, split_visible


@dataclass
class Value:
    value: str
    label: str = "Label"
    count: int = 1
    selected: bool = False
    partial: bool = False
    children: list = field(default_factory=list)


@dataclass
class Facet:
    values: list
    name: str = "country"
    label: str = "Country"
    visible_count: int = 6
    hierarchical: bool = False


def options(facet: Facet) -> BeautifulSoup:
    return BeautifulSoup(facet_options(facet), "html.parser")


def test_value_becomes_a_checkbox_with_its_count():
    html = options(Facet([Value("be", "België", 1234)]))

    assert html.input.attrs == {"type": "checkbox", "name": "country", "value": "be"}
    assert html.label.get_text(" ", strip=True) == "België 1,234 entries"


def test_chosen_value_is_checked():
    assert "checked" in options(Facet([Value("be", selected=True)])).input.attrs


def test_node_with_a_chosen_child_says_how_many():
    node = Value("europe-west", "West", partial=True, children=[Value("be", selected=True), Value("nl")])
    html = options(Facet([node]))

    assert html.input["class"] == ["is-partial"]
    assert html.label.span.get_text() == "West (1 of 2 chosen)"
    assert [field["value"] for field in html.select("ul ul input")] == ["be", "nl"]


def test_labels_and_values_are_escaped():
    html = str(facet_options(Facet([Value('"><script>', "<b>")], label="<i>")))

    assert "<script>" not in html
    assert "<b>" not in html


def test_long_list_hides_its_end():
    html = options(Facet([Value(str(number)) for number in range(10)]))

    assert html.summary.get_text() == "Show all 10: Country"
    assert [field["value"] for field in html.select("details input")] == ["6", "7", "8", "9"]


def test_one_value_too_many_is_shown():
    assert split_visible([Value(str(number)) for number in range(7)], 6)[1] == []


def test_chosen_value_at_the_end_of_a_long_list_is_shown():
    values = [Value(str(number)) for number in range(10)]
    values[9].selected = True

    shown, hidden = split_visible(values, 6)

    assert [value.value for value in shown] == ["0", "1", "2", "3", "4", "5", "9"]
    assert [value.value for value in hidden] == ["6", "7", "8"]


def test_tree_shows_few_nodes_with_few_children():
    nodes = [Value(f"n{node}", children=[Value(f"n{node}-{child}") for child in range(6)]) for node in range(6)]
    html = options(Facet(nodes, hierarchical=True))
    hidden = {field["value"] for field in html.select("details input")}

    assert [field["value"] for field in html.select("input") if field["value"] not in hidden] == [
        *("n0", "n0-0", "n0-1", "n0-2"),
        *("n1", "n1-0", "n1-1", "n1-2"),
        *("n2", "n2-0", "n2-1", "n2-2"),
    ]
