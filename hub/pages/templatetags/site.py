"""What every page carries: the same page in the other languages, and the menus."""

from html import unescape
from types import SimpleNamespace

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from hub.blocks import words_in
from hub.pages.menu import Item, Menu, menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def translated_urls(context) -> list[dict]:
    """This page in every language of the interface, in the order of the settings."""
    request = context.get("request")
    if request is None:
        return []
    here, current = request.get_full_path(), get_language()
    return [
        {
            "code": code,
            "name": name,
            "bidi": get_language_info(code)["bidi"],
            "current": code == current,
            "url": (url := translate_url(here, code)),
            "absolute_url": request.build_absolute_uri(url),
        }
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def canonical_url(context, path: str = "") -> str:
    """The one address of this page among those that show the same: without parameters but the number of the page."""
    request = context.get("request")
    if request is None:
        return ""
    number = request.GET.get("page", "")
    page = f"?page={number}" if number.isdecimal() and number.isascii() and int(number) > 1 else ""
    return request.build_absolute_uri(path or request.path + page)


@register.simple_tag(takes_context=True)
def site_menu(context) -> Menu | None:
    """The menus of header and footer."""
    request = context.get("request")
    return menu_of(request) if request else None


@register.simple_tag(takes_context=True)
def breadcrumb(context, page=None) -> list[Item]:
    """The way from home to a page: home, and the finder it lies below."""
    menu = site_menu(context)
    if menu is None:
        return []
    above = [item for path, item in menu.finders if page and page.path != path and page.path.startswith(path)]
    return [Item(_("Home"), menu.home_url), *above]


@register.simple_tag
def words_of(page) -> SimpleNamespace:
    """What a page says in the language of the interface, if it was translated."""
    return words_in(page, get_language())


#: So much of a description do search engines show.
DESCRIPTION_LENGTH = 160


@register.filter
def description(text: str) -> SafeString:
    """The element that describes a page in one line, from text or HTML as templates render it. Nothing without text."""
    line = " ".join(unescape(strip_tags(text.replace("<", " <"))).split())
    if len(line) > DESCRIPTION_LENGTH:
        # At the end of a word, in languages that have such.
        line = line[: DESCRIPTION_LENGTH - 1]
        line = f"{line.rsplit(' ', 1)[0].rstrip(' ,;:–')}…"
    return format_html('<meta name="description" content="{}">', line) if line else SafeString("")
