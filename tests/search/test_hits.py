from pathlib import Path

import pytest

from tests.guards.canaries import picture

pytestmark = pytest.mark.django_db


def test_entry_whose_picture_is_lost_is_shown_without(client, hub):
    cover = picture("visible")
    hub.entry(title="Story bags", cover=cover)
    Path(cover.file.path).unlink()
    (hit,) = client.get("/search/").context["results"].hits
    assert (hit.title, hit.image) == ("Story bags", None)
