import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("hub", "practices", "resources", "search", "community")
LIBRARIES = {"elasticsearch": "search/engines/elastic/", "pyroaring": "search/engines/embedded/"}


def importers(library: str) -> list[str]:
    pattern = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return [path.relative_to(ROOT).as_posix() for path in sources if pattern.search(path.read_text())]


def test_only_an_engine_imports_its_library():
    strangers = {
        library: [path for path in importers(library) if not path.startswith(home)]
        for library, home in LIBRARIES.items()
    }

    assert strangers == {library: [] for library in LIBRARIES}


def test_nothing_a_searcher_types_is_parsed_by_elasticsearch():
    sources = "".join(path.read_text() for path in (ROOT / "search/engines/elastic").glob("*.py"))
    kinds = ("QueryString", "SimpleQueryString", "Regexp", "Wildcard", "Script", "ScriptScore", "Fuzzy", "Prefix")

    assert [kind for kind in kinds if re.search(rf"\b{kind}\(", sources)] == []
