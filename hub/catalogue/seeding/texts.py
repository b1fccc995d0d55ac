"""Text that looks real: phrases in several languages that fit together in any combination."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar

import yaml

WORDS = Path(__file__).with_name("words")
# How often a language comes, the commonest first.
LANGUAGES = ("en", "de", "fr", "nl", "es", "uk", "ar", "el")
_SYLLABLES = "ba ber dal en far gor hel im kar lan mor na ol per ros sa tel un vel wen zor mi lu ste bro".split()  # noqa: SIM905

Item = TypeVar("Item")


@dataclass(frozen=True)
class Phrases:
    what: tuple[str, ...]
    who: tuple[str, ...]
    where: tuple[str, ...]
    how: tuple[str, ...]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    tags: tuple[str, ...]
    owners: tuple[str, ...]
    names: tuple[str, ...]


@cache
def phrases_of(language: str) -> Phrases:
    found = yaml.safe_load((WORDS / f"{language}.yaml").read_text("utf-8"))
    return Phrases(**{name: tuple(values) for name, values in found.items()})


class Skewed(Generic[Item]):
    """Chooses like readers do: the first is taken twice as often as the second, three times as often as the third."""

    def __init__(self, dice: random.Random, items: Sequence[Item], *, shuffled: bool = False):
        self.dice, self.items = dice, list(items)
        if shuffled:
            dice.shuffle(self.items)
        self.weights = list(accumulate(1 / place for place in range(1, len(self.items) + 1)))

    def one(self) -> Item:
        return self.dice.choices(self.items, cum_weights=self.weights)[0]

    def some(self, most: int) -> list[Item]:
        """One to `most` different ones."""
        count = self.dice.randint(1, most)
        return (
            list(dict.fromkeys(self.dice.choices(self.items, cum_weights=self.weights, k=count))) if self.items else []
        )


class Writer:
    """Writes titles and texts in one language."""

    def __init__(self, dice: random.Random, language: str):
        self.dice, self.phrases = dice, phrases_of(language)

    def title(self) -> str:
        return self._filled(self.dice.choice(self.phrases.titles))

    def sentences(self, count: int) -> str:
        chosen = self.dice.sample(self.phrases.sentences, min(count, len(self.phrases.sentences)))
        return " ".join(map(self._filled, chosen))

    def summary(self) -> str:
        return self.sentences(2)[:300]

    def paragraphs(self, count: int) -> str:
        """Rich text."""
        return "".join(f"<p>{self.sentences(self.dice.randint(2, 5))}</p>" for _ in range(count))

    def tags(self) -> list[str]:
        return self.dice.sample(self.phrases.tags, self.dice.randint(0, 3))

    def owner(self, town: str) -> str:
        return f"{self.dice.choice(self.phrases.owners)} {self.dice.choice(self.phrases.names)}, {town}"

    def _filled(self, template: str) -> str:
        dice, phrases = self.dice, self.phrases
        few = dice.randint(3, 30)
        return template.format(
            what=dice.choice(phrases.what),
            who=dice.choice(phrases.who),
            where=dice.choice(phrases.where),
            how=dice.choice(phrases.how),
            m=few,
            n=few + dice.randint(2, 300),
        )


def invented_towns(dice: random.Random, count: int) -> list[str]:
    """Names no gazetteer has, so that the index meets rare words, too."""
    return ["".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize() for _ in range(count)]
