"""Every public address of the site, from its own table of routes."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

#: Routes of Wagtail's admin have rights of their own.
ADMIN = ("admin/", "_util/")


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """The public routes with the text before them, such as `e/`."""
    for pattern in (resolver or get_resolver()).url_patterns:
        place = prefix + str(pattern.pattern)
        if place.startswith(ADMIN):
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, place)
        else:
            yield place, pattern


def parameters(pattern: URLPattern) -> list[str]:
    """The names of what stands in the address."""
    return list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)


def plain_addresses() -> list[str]:
    """The addresses of routes that need nothing filled in."""
    return [f"/{place}" for place, pattern in routes() if not pattern.pattern.regex.groups]
