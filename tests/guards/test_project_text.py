"""The project speaks of itself alone, and its documents tell the truth."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_documents_lead_somewhere(document):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text())

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_verbs_of_documents_exist(document):
    verbs = set(re.findall(r"`make ([a-z][a-z-]+)", document.read_text()))
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert verbs - known == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_of_documents_exist(document):
    from django.core.management import get_commands

    named = set(re.findall(r"manage\.py ([a-z_]+)", document.read_text()))

    assert named - set(get_commands()) == set()


def test_no_source_file_is_a_drawer():
    drawers = {"common", "core", "utils", "helpers", "misc"}

    assert [path for path in tracked() if path.suffix == ".py" and drawers & {path.stem, *path.parent.parts[-2:]}] == []
