"""The shipped vocabularies are sound before any database sees them."""

import csv
import json
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "hub" / "catalogue" / "vocabularies_data"
LABEL_LANGUAGES = ["en", "nl", "ar", "de", "fr", "es", "it", "el", "uk", "pl", "sv"]
EU_LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
CSV_SIZES = {
    "audience": 13,
    "education-level": 9,
    "funding-programme": 16,
    "licence": 10,
    "resource-type": 16,
    "sector": 10,
    "subject": 12,
    "target-group": 16,
    "theme": 45,
}
LICENCE_COLUMNS = ["may_use", "may_adapt", "may_share", "may_sell", "recommended"]
REGIONS = [
    "europe-north",
    "europe-west",
    "europe-south",
    "europe-east",
    "africa",
    "asia",
    "americas",
    "oceania",
]
# Languages that CLDR and the supplement do not name in all 26 languages.
LANGUAGE_NAME_GAPS = {
    "aeb": "bg da ga hr hu lv mt pt ro sk sl",
    "aii": "bg cs da et fi ga hr hu lt lv mt pt ro sk sl",
    "apc": "bg cs da ga hr lt lv mt pt ro sk sl",
    "apd": "bg cs da et fi ga hr hu lt lv mt pt ro sk sl",
    "arq": "bg da ga hr hu lv mt pt ro sk sl",
    "ary": "bg da ga hr hu lv mt pt ro sk sl",
    "arz": "bg da ga hr hu lv mt pt ro sk sl",
    "bal": "ga",
    "cnr": "et fi ga lt lv mt",
    "din": "ga",
    "dyu": "ga",
    "fvr": "bg cs da el et fi ga hr hu lt lv mt pt ro sk sl",
    "haz": "bg cs da et fi ga hr hu lt lv mt pt ro sk sl",
    "kmr": "et ga lt lv mt",
    "kri": "bg da ga hr hu lv mt pt ro sk sl",
    "luo": "et lt lv ro sk sl",
    "man": "ga",
    "mls": "bg cs da el et fi ga hr hu lt lv mt pt ro sk sl",
    "prs": "lt mt",
    "rhg": "mt",
    "rif": "bg da ga hr hu lv mt pt ro sk sl",
    "shu": "bg ga mt sl",
    "ssy": "ga",
    "sus": "ga",
    "zag": "bg cs da el et fi ga hr hu lt lv mt pt ro sk sl",
}


def read_csv(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_json(name):
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["terms"]


def read_terms(name):
    return read_csv(name) if name in CSV_SIZES else read_json(name)


def parents_missing_before(terms):
    seen = {""}
    missing = []
    for term in terms:
        if term["parent"] not in seen:
            missing.append(term["code"])
        seen.add(term["code"])
    return missing


def label_gaps(terms, languages):
    gaps = {}
    for term in terms:
        missing = sorted(languages - term["labels"].keys())
        if missing:
            gaps[term["code"]] = " ".join(missing)
    return gaps


def test_every_vocabulary_is_shipped():
    assert {path.stem for path in DATA.glob("*.csv")} == {*CSV_SIZES, "other_names"}


def test_other_names_are_of_terms_there_are():
    named = read_csv("other_names")
    known = {(name, row["code"]) for name in CSV_SIZES for row in read_csv(name)}
    assert [row for row in named if (row["vocabulary"], row["code"]) not in known] == []
    assert len({(row["vocabulary"], row["code"], row["language"]) for row in named}) == len(named)


@pytest.mark.parametrize("name", [*CSV_SIZES, "country", "language"])
def test_codes_are_unique_slugs(name):
    codes = [term["code"] for term in read_terms(name)]

    assert len(codes) == len(set(codes))
    assert [code for code in codes if not code.replace("-", "").isalnum()] == []
    assert [code for code in codes if code != code.lower() or not code.isascii()] == []


@pytest.mark.parametrize("name", [*CSV_SIZES, "country", "language"])
def test_parents_come_before_their_children(name):
    assert parents_missing_before(read_terms(name)) == []


@pytest.mark.parametrize("name", [*CSV_SIZES, "country", "language"])
def test_addresses_are_unique(name):
    addresses = [term["uri"] for term in read_terms(name) if term["uri"]]

    assert len(addresses) == len(set(addresses))
    assert [address for address in addresses if not address.startswith("http")] == []


@pytest.mark.parametrize(("name", "size"), CSV_SIZES.items())
def test_csv_terms_are_complete(name, size):
    terms = read_csv(name)
    required = ["sort_order", "description_en", *(f"label_{code}" for code in LABEL_LANGUAGES)]

    assert len(terms) == size
    assert [(term["code"], key) for term in terms for key in required if not term[key]] == []


@pytest.mark.parametrize("name", CSV_SIZES)
def test_csv_order_is_the_order_of_the_file(name):
    orders = [int(term["sort_order"]) for term in read_csv(name)]

    assert orders == sorted(set(orders))


@pytest.mark.parametrize("name", CSV_SIZES)
@pytest.mark.parametrize("language", LABEL_LANGUAGES)
def test_labels_tell_terms_apart(name, language):
    labels = [term[f"label_{language}"] for term in read_csv(name)]

    assert len(labels) == len(set(labels))


def test_theme_has_two_levels():
    terms = read_csv("theme")
    top = {term["code"] for term in terms if not term["parent"]}

    assert len(top) == 10
    assert {term["parent"] for term in terms} - {""} == top


def test_licences_say_what_is_allowed():
    permissions = {
        term["code"]: "".join(
            letter
            for letter, key in zip("uashr", LICENCE_COLUMNS, strict=True)
            if {"yes": True, "no": False}[term[key]]
        )
        for term in read_csv("licence")
    }

    assert permissions == {
        "cc0": "uashr",
        "public-domain": "uash",
        "cc-by": "uashr",
        "cc-by-sa": "uashr",
        "cc-by-nc": "uas",
        "cc-by-nc-sa": "uas",
        "cc-by-nd": "ush",
        "cc-by-nc-nd": "us",
        "free-to-use": "u",
        "all-rights-reserved": "",
    }


def test_countries_belong_to_the_regions():
    terms = read_json("country")
    countries = [term for term in terms if term["parent"]]

    assert [term["code"] for term in terms if not term["parent"]] == REGIONS
    assert len(countries) == 244
    assert {len(term["code"]) for term in countries} == {2}


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("gb", "europe-north"),
        ("be", "europe-west"),
        ("cy", "europe-south"),
        ("xk", "europe-south"),
        ("ua", "europe-east"),
        ("tr", "asia"),
    ],
)
def test_country_is_in_the_region_of_its_readers(code, region):
    parents = {term["code"]: term["parent"] for term in read_json("country")}

    assert parents[code] == region


def test_country_addresses_use_three_letters():
    endings = {term["code"]: term["uri"].rpartition("/")[2] for term in read_json("country") if term["parent"]}

    assert {code: endings[code] for code in ["fr", "cd", "tl", "gr", "xk"]} == {
        "fr": "FRA",
        "cd": "COD",
        "tl": "TLS",
        "gr": "GRC",
        "xk": "XKX",
    }
    assert len(set(endings.values())) == len(endings)


def test_countries_are_named_in_every_language():
    assert label_gaps(read_json("country"), {*EU_LANGUAGES.split(), "ar", "uk", "tr", "fa", "ru"}) == {}


def test_languages_are_named_but_for_the_known_gaps():
    assert label_gaps(read_json("language"), {*EU_LANGUAGES.split(), "ar", "uk"}) == LANGUAGE_NAME_GAPS


def test_languages_name_themselves():
    own_names = {term["code"]: term.get("autonym") for term in read_json("language")}

    assert [code for code, name in own_names.items() if not name] == ["ae"]
    assert (own_names["nl"], own_names["ar"], own_names["uk"]) == (
        "Nederlands",
        "العربية",
        "українська",
    )
