import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
LOCKS = ["base.txt", "dev.txt"]


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text()
    return {normalised(pkg): version for pkg, version in re.findall(r"^([\w.\-]+)==(\S+)", text, re.MULTILINE)}


def declared(extra: str = "") -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    rows = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {normalised(re.match(r"[\w.\-]+", row).group()) for row in rows}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_hashes_and_no_index(name):
    text = (ROOT / "requirements" / name).read_text()
    blocks = re.findall(r"^[\w.\-]+==\S+(?: \\\n    --hash=sha256:[0-9a-f]{64})+", text, re.MULTILINE)

    assert (len(blocks), "index-url" in text, "http" in text) == (len(locked(name)), False, False)


def test_everything_declared_is_locked():
    assert (declared() - set(locked("base.txt")), declared("dev") - set(locked("dev.txt"))) == (set(), set())


def test_tests_run_with_the_versions_that_are_served():
    base, dev = locked("base.txt"), locked("dev.txt")

    assert {name: dev.get(name) for name in base} == base


def test_every_package_runs_on_the_oldest_python_we_promise():
    needs = {row.metadata["Name"]: row.metadata["Requires-Python"] or "" for row in distributions()}

    assert {name: text for name, text in needs.items() if not SpecifierSet(text).contains("3.11.0")} == {}


def test_every_dependency_has_its_reason():
    reasons = normalised((ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text())

    assert {name for name in declared() if name not in reasons} == set()
