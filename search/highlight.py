"""Where the words of a question stand in a text. Marks are places, never HTML."""

from collections.abc import Collection, Iterable

from search.analysis import Place, places
from search.results import Parts


def marks(text: str, language: str, forms: Collection[str]) -> list[Place]:
    """The places to mark, in order, none inside another."""
    found = sorted(place for place, known in places(text, language) if not known.isdisjoint(forms))
    joined: list[Place] = []
    for place in found:
        if joined and place.start < joined[-1].end:
            joined[-1] = Place(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


def cut(text: str, marked: Iterable[Place]) -> Parts:
    """The text in parts: `(text, whether it is marked)`. Joined again they are the text."""
    parts: list[tuple[str, bool]] = []
    done = 0
    for place in marked:
        if place.start > done:
            parts.append((text[done : place.start], False))
        parts.append((text[place.start : place.end], True))
        done = place.end
    if done < len(text):
        parts.append((text[done:], False))
    return tuple(parts)


def parts(text: str, language: str, forms: Collection[str]) -> Parts:
    return cut(text, marks(text, language, forms)) if forms else ((text, False),)
