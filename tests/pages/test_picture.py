from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from hub.catalogue.models import HubImage


@pytest.mark.parametrize(
    ("stored", "address", "status"),
    [
        ("images/cut.webp", "/media/images/cut.webp", 200),
        ("documents/secret.pdf", "/media/documents/secret.pdf", 404),
        ("documents/secret.pdf", "/media/images/../documents/secret.pdf", 400),
        ("original_images/raw.jpg", "/media/original_images/raw.jpg", 404),
    ],
)
def test_only_pictures_as_cut_for_pages_are_served(hub, client, stored, address, status):
    if not default_storage.exists(stored):
        default_storage.save(stored, ContentFile(b"content"))

    assert client.get(address).status_code == status


@pytest.mark.parametrize("before", ["", "/", "./", "x/../"])
def test_picture_of_a_draft_is_hidden_however_its_address_is_written(hub, client, before):
    file = BytesIO()
    Image.new("RGB", (40, 40), "red").save(file, "PNG")
    picture = HubImage(title="A picture", private=True, width=40, height=40)
    picture.file = ContentFile(file.getvalue(), name="private.png")
    picture.save()
    cut = picture.get_rendition("width-20").file.name.removeprefix("images/")

    assert client.get(f"/media/images/{before}{cut}").status_code == 404
