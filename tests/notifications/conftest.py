import pytest

from community.notifications import kinds
from tests.factories import user

NEWS = kinds.Kind("test-news", "Something moved", template_base="notifications/test")
TASK = kinds.Kind("test-task", "Something waits for you", must_act=True, template_base="notifications/test")
LETTER = kinds.Kind("test-letter", "Your sign-in", essential=True, template_base="notifications/test")
TEMPLATES = {
    "notifications/test.subject.txt": "{% load i18n %}{% translate 'Notices' %}: {{ title }}",
    "notifications/test.txt": '{% extends "notifications/base.txt" %}{% block body %}{{ title }}{% endblock %}',
    "notifications/test.html": '{% extends "notifications/base.html" %}{% block body %}{{ title }}{% endblock %}',
}


@pytest.fixture(autouse=True)
def some_kinds(monkeypatch, settings, tmp_path):
    """Three kinds with templates, known during a test only."""
    from community.notifications import rendering

    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    for kind in (NEWS, TASK, LETTER):
        kinds.register(kind)
    for name, text in TEMPLATES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    engine = {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    rendering._plain_engine.cache_clear()
    settings.TEMPLATES = [engine]
    yield
    rendering._plain_engine.cache_clear()


@pytest.fixture
def nadia(db):
    return user("nadia@example.org", display_name="Nadia", language="en")
