"""Made-up documents and questions, and the truth about them: a loop over a dictionary."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import strategies as st

from search.analysis import query_words, term_word, words_of
from search.documents import collation_key
from search.engines.base import Answer, Document, Favour, Form, Group, Question, codes_on
from search.scoring import impacts, points, rarity
from search.weights import EXACT, PHRASE_LEVEL, STEM, SYNONYM

DAY = date(2026, 5, 17)
LANGUAGES = ("en", "nl", "de", "fr", "ar", "el")
WORDS = {
    "en": "school refugee refugees teacher teachers learning language welcome class parents trauma second-language",
    "nl": "school vluchteling vluchtelingen leraar leraren taal welkom klas ouders spelen leren",
    "de": "Schule Flüchtling Flüchtlinge Lehrer Sprache Eltern lernen Willkommensklasse Müller",
    "fr": "école l'école réfugié réfugiés langue accueil classe parents apprendre",
    "ar": "مدرسة المدرسة لاجئ لاجئين معلم لغة",
    "el": "σχολείο πρόσφυγας πρόσφυγες γλώσσα τάξη δάσκαλος",
}
VALUES = {
    "type": ["practice", "project", "mooc", "resource"],
    "sector": ["schools", "vocational", "adult-learning", "health"],
    "target-group": ["refugee-children", "adults", "families"],
    "country": ["be", "nl", "de", "gr", "it"],
    "theme": ["trauma", "play-and-sport", "mentoring"],
    "lifecycle": ["running", "finished", "archived", "superseded"],
    "year": ["2019", "2020", "2021"],
}
ABOVE = {
    "country": {
        "be": "europe-west",
        "nl": "europe-west",
        "de": "europe-west",
        "gr": "europe-south",
        "it": "europe-south",
    },
    "theme": {"trauma": "wellbeing", "play-and-sport": "wellbeing", "mentoring": "work"},
}
STEPS = [[1, "upcoming"], [DAY.toordinal(), "running"], [DAY.toordinal() + 30, "finished"]]
CODES = {facet: [*codes, *sorted(set(ABOVE.get(facet, {}).values()))] for facet, codes in VALUES.items()}
CODES["status"] = ["upcoming", "running", "finished", "always-open"]
FACETS = tuple(CODES)


def documents(count: int, seed: int = 1, first: int = 1) -> list[Document]:
    """Documents with skewed values, in six languages."""
    random = Random(seed)
    return [document(random, first + place) for place in range(count)]


def document(random: Random, number: int) -> Document:
    language = random.choice(LANGUAGES)
    facets = {facet: codes for facet in VALUES if (codes := some_codes(random, facet))}
    texts = {"title": some_text(random, language, 4), "summary": some_text(random, language, 12)}
    texts["body"] = some_text(random, language, random.randrange(60))
    words = {name: [" ".join(found.text), " ".join(found.forms)] for name, found in analysed(texts, language).items()}
    terms = [term_word(facet, code) for facet, codes in facets.items() for code in codes]
    words["terms"] = ["", " ".join(terms)]
    body = {
        "facets": facets,
        "steps": {"status": random.choice([STEPS, [[1, "always-open"]]])} if "mooc" in facets.get("type", ()) else {},
        "signals": [signal for signal in ("verified", "complete") if random.random() < 0.5],
        "number": number,
        "newest": random.randrange(20),
        "verified": random.choice([0, 739000, 739001]),
        "title": collation_key(texts["title"]),
    }
    return Document(number, "entry", 1000 + number, 1, False, language, body, words)


def some_codes(random: Random, facet: str) -> list[str]:
    codes = VALUES[facet]
    count = 1 if facet in ("type", "lifecycle") else min(len(codes), random.choice([0, 1, 1, 1, 2]))
    weights = [1 / (place + 1) for place in range(len(codes))]
    chosen = set(random.choices(codes, weights, k=count))
    return sorted(chosen | {ABOVE[facet][code] for code in chosen if facet in ABOVE})


def some_text(random: Random, language: str, length: int) -> str:
    return " ".join(random.choices(WORDS[language].split(), k=length))


def analysed(texts: dict[str, str], language: str):
    return {name: words_of(text, language) for name, text in texts.items()}


def group(text: str) -> Group:
    """A word as a person would type it; the first part of one made of others."""
    word, *_others = query_words(text, LANGUAGES)
    exact, stems = (Form(form, EXACT) for form in word.exact), (Form(form, STEM) for form in word.stems)
    return Group((*exact, *stems))


def synonymous(asked: Group, words: tuple[str, ...]) -> Group:
    """A word that a phrase means too."""
    return Group((*asked.forms, Form(" ".join(words), SYNONYM)))


def questions() -> st.SearchStrategy[Question]:
    """Any question, those nobody would ask among them."""
    word = st.sampled_from([w for words in WORDS.values() for w in words.split() if "-" not in w and "'" not in w])
    phrase = st.sampled_from(
        [("second", "language"), ("welcome", "class"), ("school",), ("classe", "parents"), ("no", "such")]
    )
    with_synonym = st.builds(synonymous, word.map(group), phrase.filter(lambda words: len(words) > 1))
    groups = st.lists(word.map(group) | with_synonym, max_size=4, unique=True).map(tuple)
    return st.builds(
        lambda groups, minimum, **rest: Question(groups=groups, minimum=min(minimum, len(groups)), **rest),
        groups=groups,
        minimum=st.integers(1, 4),
        enough=st.sampled_from([0, 0, 5, 50]),
        phrases=st.lists(phrase, max_size=1).map(tuple),
        excluded=st.lists(word.map(group), max_size=1).map(tuple),
        favoured=st.sampled_from([(), (Favour("verified", 5),), (Favour("language-nl", 3), Favour("complete", 1))]),
        choices=choices(2),
        preset=choices(1),
        left_out=st.sampled_from([{}, {"lifecycle": ("archived", "superseded")}]),
        counted=st.just(FACETS),
        sort=st.sampled_from(["relevance", "newest", "verified", "title"]),
        offset=st.sampled_from([0, 0, 20, 60]),
        limit=st.sampled_from([0, 1, 20]),
        day=st.sampled_from([DAY, date(2020, 1, 1), date(2030, 1, 1)]),
    )


def choices(size: int) -> st.SearchStrategy[dict]:
    def codes(facet: str) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(CODES[facet]), min_size=1, max_size=3, unique=True).map(tuple)

    facet_and_codes = st.sampled_from(FACETS).flatmap(lambda facet: st.tuples(st.just(facet), codes(facet)))
    return st.lists(facet_and_codes, max_size=size, unique_by=lambda pair: pair[0]).map(dict)


# ---------------------------------------------------------------------- The truth


def true_answer(corpus: Sequence[Document], question: Question) -> Answer:
    """The answer, by looking at every document."""
    here = [d for d in corpus if d.kind == question.kind and not d.deleted]
    matching = true_matches(here, question)
    found = [d for d in matching if passes(d, question)]
    scores = true_scores(here, found, question)
    ordered = sorted(found, key=lambda d: order_key(d, question, scores))[question.offset :][: question.limit]
    ranked = question.sort == "relevance" and question.groups and question.limit
    return Answer(
        ids=tuple(d.object_id for d in ordered),
        total=len(found),
        counts={facet: true_counts(matching, question, facet) for facet in question.counted},
        scores=tuple(scores[d.id] for d in ordered) if ranked else (),
        unmatched=true_unmatched(matching, question) if question.limit else (),
    )


def true_matches(here: Sequence[Document], question: Question) -> list[Document]:
    among = [d for d in here if has_phrases(d, question) and has_preset(d, question) and not is_excluded(d, question)]
    if not question.minimum:
        return among
    for minimum in question.tries:
        found = [d for d in among if sum(has_group(d, g) for g in question.groups) >= minimum]
        if len(found) >= question.enough:
            return found
    return found


def has_group(document: Document, asked: Group) -> bool:
    known = impacts(document.words)
    return any(level_of(document, known, form) for form in asked.forms)


def level_of(document: Document, known: dict[str, int], form: Form) -> int:
    if form.phrase:
        return PHRASE_LEVEL if has_phrase(document, form.phrase) else 0
    return known.get(form.word, 0)


def has_phrases(document: Document, question: Question) -> bool:
    return all(has_phrase(document, phrase) for phrase in question.phrases)


def has_phrase(document: Document, phrase: Sequence[str]) -> bool:
    return any(f" {' '.join(phrase)} " in f" {text} " for text, _forms in document.words.values())


def is_excluded(document: Document, question: Question) -> bool:
    words = any(has_group(document, g) for g in question.excluded)
    return words or any(has_phrase(document, phrase) for phrase in question.excluded_phrases)


def has_preset(document: Document, question: Question) -> bool:
    codes = codes_on(document.body, question.day)
    return all(set(codes.get(facet, ())) & set(wanted) for facet, wanted in question.preset.items())


def passes(document: Document, question: Question, but: str = "") -> bool:
    codes = codes_on(document.body, question.day)
    if not all(set(codes.get(facet, ())) & set(ids) for facet, ids in question.choices.items() if facet != but):
        return False
    left_out = {facet: ids for facet, ids in question.left_out.items() if facet not in question.choices}
    return not any(set(codes.get(facet, ())) & set(ids) for facet, ids in left_out.items() if facet != but)


def true_unmatched(matching: Sequence[Document], question: Question) -> tuple[int, ...]:
    known = [place for place, g in enumerate(question.groups) if any(has_group(d, g) for d in matching)]
    return tuple(place for place in range(len(question.groups)) if place not in known) if matching else ()


def true_counts(matching: Sequence[Document], question: Question, facet: str) -> dict[str, int]:
    counts = dict.fromkeys(question.choices.get(facet, ()), 0)
    for document in matching:
        if passes(document, question, but=facet):
            for code in codes_on(document.body, question.day).get(facet, ()):
                counts[code] = counts.get(code, 0) + 1
    return counts


def true_scores(here: Sequence[Document], found: Sequence[Document], question: Question) -> dict[int, int]:
    scores = dict.fromkeys((d.id for d in found), 0)
    for asked in question.groups:
        rare = rarity(sum(has_group(d, asked) for d in here), len(here))
        for document in found:
            known = impacts(document.words)
            scores[document.id] += max(points(rare, f.weight, level_of(document, known, f)) for f in asked.forms)
    for favour in question.favoured:
        for document in found:
            if favour.signal in document.signals:
                scores[document.id] += scores[document.id] >> favour.halvings
    return scores


def order_key(document: Document, question: Question, scores: dict[int, int]) -> tuple:
    body = document.body
    number = body["number"]
    return {
        "relevance": (-scores[document.id], number),
        "newest": (-body["newest"], -number),
        "verified": (-body["verified"], number),
        "title": (bytes.fromhex(body["title"]), number),
    }[question.sort]


def changed(document: Document, seed: int) -> Document:
    """The same document with other content."""
    other = documents(1, seed)[0]
    return replace(
        document, language=other.language, body=other.body | {"number": document.body["number"]}, words=other.words
    )
