import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


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
