import pytest

from tests.factories import term

TERMS = {
    "language": ["en", "de"],
    "sector": ["schools", "employment"],
    "target-group": ["newly-arrived-pupils", "adults"],
    "audience": ["teachers"],
    "theme": ["language", "mentoring"],
    "resource-type": ["worksheet"],
    "licence": ["cc-by"],
    "funding-programme": ["esf"],
}


@pytest.fixture
def vocabularies(hub):
    """The hub with the terms that the records of these tests name."""
    for kind, codes in TERMS.items():
        for code in codes:
            term(kind, code)
    term("country", "de", "Germany", fr="Allemagne", de="Deutschland")
    term("country", "be", "Belgium")
    return hub


@pytest.fixture
def record(vocabularies):
    """Makes records of a project; a keyword of None takes a key away."""

    def make(**values) -> dict:
        base = {
            "type": "project",
            "source": "list",
            "source_id": "1",
            "title": "Reading together",
            "summary": "Families read in two languages.",
            "language": "en",
            "sectors": ["schools"],
            "target_groups": ["adults"],
            "objectives": "To read together.",
        }
        return {key: value for key, value in {**base, **values}.items() if value is not None}

    return make
