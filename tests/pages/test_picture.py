from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from hub.catalogue.models import HubImage


@pytest.mark.parametrize(
    ("stored", "address", "status"),
    [
        ("images/of-nobody-knows-whom.webp", "/media/images/of-nobody-knows-whom.webp", 404),
        ("documents/secret.pdf", "/media/documents/secret.pdf", 404),
        ("documents/secret.pdf", "/media/images/../documents/secret.pdf", 404),
        ("original_images/raw.jpg", "/media/original_images/raw.jpg", 404),
    ],
)
def test_only_pictures_as_cut_for_pages_are_served(hub, client, stored, address, status):
    if not default_storage.exists(stored):
        default_storage.save(stored, ContentFile(b"content"))

    assert client.get(address).status_code == status


def cut_of_a_picture(*, private: bool) -> str:
    """The path of its file, below the folder of pictures."""
    file = BytesIO()
    Image.new("RGB", (40, 40), "red").save(file, "PNG")
    picture = HubImage(title="A picture", private=private, width=40, height=40)
    picture.file = ContentFile(file.getvalue(), name="picture.png")
    picture.save()
    return picture.get_rendition("width-20").file.name.removeprefix("images/")


def test_picture_of_a_page_is_for_everybody_and_for_a_week(hub, client):
    response = client.get(f"/media/images/{cut_of_a_picture(private=False)}")

    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=604800")


@pytest.mark.parametrize("before", ["", "/", "./", "x/../"])
def test_picture_of_a_draft_is_hidden_however_its_address_is_written(hub, client, before):
    assert client.get(f"/media/images/{before}{cut_of_a_picture(private=True)}").status_code == 404
