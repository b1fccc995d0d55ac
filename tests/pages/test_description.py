import pytest

from hub.pages.templatetags.site import description


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n ", ""),
        ("Bags that\n  travel.", "Bags that travel."),
        ("<p>One.</p><p>Two &amp; three.</p>", "One. Two &amp; three."),
        ("&lt;b&gt;&quot;x&quot;", "&lt;b&gt;&quot;x&quot;"),
        ("word " * 40, ("word " * 31).strip() + "…"),
        ("語" * 200, "語" * 159 + "…"),
    ],
)
def test_description_is_one_short_line(text, expected):
    assert description(text) == (f'<meta name="description" content="{expected}">' if expected else "")
