"""Made-up search documents of a plausible size and skew, and a fixed set of questions about them."""

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from random import Random

from search.analysis import STEM as STEM_PREFIX
from search.analysis import stem, term_word, words_of
from search.documents import collation_key
from search.engines.base import Document, Favour, Form, Group, Question
from search.facets import FACETS
from search.scoring import enough, words_required
from search.weights import COMPLETE, EXACT, SAME_LANGUAGE, STEM, VERIFIED

DAY = date(2026, 5, 17)
LANGUAGES = ("en", "nl", "de", "fr", "es", "pl")
VOCABULARY = 30_000
#: How many values a facet has, and how many of them a document has at most.
SIZES = {
    "type": (4, 1),
    "sector": (10, 2),
    "target-group": (16, 4),
    "audience": (13, 3),
    "country": (60, 3),
    "theme": (42, 5),
    "language": (80, 3),
    "age": (5, 3),
    "time": (6, 1),
    "cost": (4, 1),
    "evidence": (4, 1),
    "licence": (4, 4),
    "subject": (12, 2),
    "education-level": (9, 3),
    "resource-type": (16, 1),
    "year": (20, 4),
    "lifecycle": (5, 1),
    "funding": (15, 1),
    "purpose": (9, 2),
    "mode": (2, 1),
    "level": (6, 1),
}
FAVOURED = (Favour("language-nl", SAME_LANGUAGE), Favour("verified", VERIFIED), Favour("complete", COMPLETE))
COUNTED = tuple(facet.name for facet in FACETS)
_SYLLABLES = (
    "ba",
    "de",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "ge",
    "ho",
    "ja",
    "ke",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "to",
)


def words() -> list[str]:
    """Made-up words, the most frequent first."""
    random = Random(5)
    return ["".join(random.choices(_SYLLABLES, k=random.choice([2, 3, 3, 4]))) for _ in range(VOCABULARY)]


WORDS = words()
_WEIGHTS = list(accumulate(1 / (place + 3) for place in range(VOCABULARY)))


def documents(count: int) -> Iterator[Document]:
    random = Random(7)
    return (document(random, number) for number in range(1, count + 1))


def document(random: Random, number: int) -> Document:
    language = random.choice(LANGUAGES)
    facets = {name: some(random, name, *size) for name, size in SIZES.items() if random.random() < 0.8}
    texts = {"title": 8, "summary": 35, "body": random.randrange(80, 500), "links": 6}
    analysed = {name: words_of(" ".join(some_words(random, length)), language) for name, length in texts.items()}
    found = {name: [" ".join(words.text), " ".join(words.forms)] for name, words in analysed.items()}
    found["terms"] = ["", " ".join(term_word(facet, code) for facet, codes in facets.items() for code in codes)]
    body = {
        "facets": facets,
        "steps": {"status": [[1, "upcoming"], [DAY.toordinal() - number % 90, "running"]]} if number % 5 == 0 else {},
        "signals": ["verified"] if number % 3 == 0 else [],
        "number": number,
        "newest": 1_700_000_000 + random.randrange(80_000_000),
        "verified": random.choice([0, DAY.toordinal() - random.randrange(400)]),
        "title": collation_key(found["title"][0]),
    }
    return Document(number, "entry", number, 1, False, language, body, found)


def some(random: Random, facet: str, values: int, most: int) -> list[str]:
    weights = [1 / (place + 1) for place in range(values)]
    return sorted({f"{facet}-{n}" for n in random.choices(range(values), weights, k=random.randint(1, most))})


def some_words(random: Random, length: int) -> list[str]:
    return random.choices(WORDS, cum_weights=_WEIGHTS, k=length)


def questions(count: int = 200) -> list[Question]:
    """Mixed as people ask: nothing, filters, words of every frequency, both, phrases."""
    random = Random(11)
    kinds = ["nothing", "filter", "filters", "word", "word", "words", "words", "both", "both", "phrase"]
    return [question(random, kinds[place % len(kinds)]) for place in range(count)]


def question(random: Random, kind: str) -> Question:
    asked = [random.choice(WORDS[: random.choice([30, 300, 3000])]) for _ in range(random.choice([2, 3]))]
    typed = {"word": asked[:1], "words": asked, "both": asked[:2]}.get(kind, [])
    filters = {"filter": 1, "filters": 3, "both": 1}.get(kind, 0)
    names = random.sample(["sector", "target-group", "country", "theme", "type", "audience", "language"], filters)
    groups = tuple(group(word) for word in typed)
    return Question(
        groups=groups,
        minimum=words_required(len(groups)),
        enough=enough(len(groups)),
        favoured=FAVOURED,
        phrases=(tuple(random.sample(WORDS[:60], 2)),) if kind == "phrase" else (),
        choices={name: tuple(some(random, name, SIZES[name][0], 2)) for name in names},
        left_out={"lifecycle": ("lifecycle-3", "lifecycle-4")},
        counted=COUNTED,
        sort="relevance" if groups else "newest",
        day=DAY,
    )


def group(word: str) -> Group:
    stems = {STEM_PREFIX + stem(word, language) for language in LANGUAGES}
    return Group((Form(word, EXACT), *(Form(found, STEM) for found in sorted(stems))))
