"""What every engine must answer. One subclass per engine; the truth is in `tests.search.corpus`."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from search.engines.base import Document, Favour, Form, Group, Question, SearchEngine
from search.models import SearchDocument
from search.services import store_documents
from tests.search.corpus import CODES, DAY, FACETS, changed, documents, group, questions, true_answer

# One test, a class for each engine: hypothesis takes the second class for another test of the same name.
ALLOWED = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
many = settings(max_examples=150, deadline=None, suppress_health_check=ALLOWED)


class EngineContract:
    """Subclass it with a fixture `engine`, and `follow` if the engine does not follow by itself."""

    #: Whether scores are whole numbers of `search.scoring`, so that relevance gives one order for all.
    exact_scores = True

    @pytest.fixture
    def corpus(self, db, engine) -> list[Document]:
        return self.store(engine, documents(90))

    def follow(self, engine: SearchEngine) -> None:
        """Make the engine know what is stored."""

    def store(self, engine: SearchEngine, made: list[Document]) -> list[Document]:
        """Store the documents; gives them back as they are stored."""
        rows = [SearchDocument(kind=d.kind, object_id=d.object_id) for d in made]
        known = {row.object_id: row for row in SearchDocument.objects.all()}
        SearchDocument.objects.bulk_create([row for row in rows if row.object_id not in known])
        known |= {row.object_id: row for row in SearchDocument.objects.all()}
        for document in made:
            row = known[document.object_id]
            row.deleted, row.language = document.deleted, document.language
            row.body, row.words = document.body, document.words
        store_documents([known[document.object_id] for document in made])
        self.follow(engine)
        return [replace(document, id=known[document.object_id].pk) for document in made]

    def check(self, engine: SearchEngine, corpus: list[Document], question: Question) -> None:
        answer, truth = engine.search(question), true_answer(corpus, question)
        assert answer.total == truth.total
        assert answer.counts == truth.counts
        assert answer.unmatched == truth.unmatched
        if question.sort != "relevance" or self.exact_scores:
            assert answer.ids == truth.ids
        if self.exact_scores:
            assert answer.scores == truth.scores

    # ------------------------------------------------------------------ Questions

    @many
    @given(question=questions())
    def test_answers_are_true(self, engine, corpus, question):
        self.check(engine, corpus, question)

    def test_nothing_is_asked_and_everything_is_found(self, engine, corpus):
        self.check(engine, corpus, Question(counted=FACETS, limit=100, day=DAY))

    def test_empty_index_answers(self, engine, db):
        self.follow(engine)
        question = Question(groups=(group("school"),), minimum=1, counted=FACETS, sort="relevance", day=DAY)
        assert engine.search(question).total == 0

    @pytest.mark.every
    @pytest.mark.parametrize("facet", FACETS)
    def test_a_value_that_says_n_gives_n(self, engine, corpus, facet):
        start = Question(choices={"sector": ("schools",)}, counted=(facet,), day=DAY)
        for code, count in engine.search(start).counts[facet].items():
            chosen = replace(start, choices={**start.choices, facet: (code,)})
            assert engine.search(chosen).total == count

    def test_a_chosen_value_stays_at_zero(self, engine, corpus):
        question = Question(groups=(group("school"),), minimum=1, choices={"country": ("zz",)}, counted=("country",))
        answer = engine.search(replace(question, day=DAY))
        assert (answer.total, answer.counts["country"]["zz"]) == (0, 0)

    def test_a_parent_counts_each_document_once(self, engine, corpus):
        counts = engine.search(Question(counted=("country",), day=DAY)).counts["country"]
        children = counts["be"] + counts["nl"] + counts["de"]
        assert counts["europe-west"] < children

    @pytest.mark.every
    @pytest.mark.parametrize("sort", ["relevance", "newest", "verified", "title"])
    def test_pages_neither_repeat_nor_lose_a_document(self, engine, corpus, sort):
        question = Question(groups=(group("school"),), minimum=1, sort=sort, limit=7, day=DAY)
        total = engine.search(question).total
        pages = [engine.search(replace(question, offset=offset)).ids for offset in range(0, total + 7, 7)]
        found = [pk for page in pages for pk in page]
        assert (len(found), len(set(found))) == (total, total)

    def test_exact_words_rank_above_stems(self, engine, db):
        corpus = documents(2)
        texts = [["refugee school", "~refuge ~school"], ["refugees school", "~refuge ~school"]]
        for document, title in zip(corpus, texts, strict=True):
            document.words.clear()
            document.words["title"] = title
        self.store(engine, corpus)
        question = Question(groups=(Group((Form("refugees"), Form("~refuge", 70))),), minimum=1, sort="relevance")
        assert engine.search(question).ids == (corpus[1].object_id, corpus[0].object_id)

    def test_favoured_documents_rank_above_equal_ones(self, engine, db):
        first, second = documents(2)
        for document, signals in ((first, []), (second, ["verified"])):
            document.words.clear()
            document.words["title"] = ["refugee school", ""]
            document.body["signals"] = signals
        self.store(engine, [first, second])
        question = Question(groups=(group("school"),), minimum=1, sort="relevance")
        favouring = replace(question, favoured=(Favour("verified", 3),))
        assert engine.search(question).ids == (first.object_id, second.object_id)
        assert engine.search(favouring).ids == (second.object_id, first.object_id)

    def test_words_that_nothing_has_are_named(self, engine, corpus):
        groups = (group("school"), group("zzzqqq"), group("vluchteling"))
        question = Question(groups=groups, minimum=3, enough=5, sort="relevance", limit=5, day=DAY)
        assert engine.search(question).unmatched == (1,)
        assert engine.search(replace(question, groups=groups[:1], minimum=1)).unmatched == ()
        assert engine.search(replace(question, groups=groups[1:2], minimum=1)).unmatched == ()

    def test_a_phrase_means_a_word_where_it_stands_in_this_order(self, engine, db):
        corpus = documents(3)
        for document, title in zip(corpus, ("mother tongue", "tongue of my mother", "moedertaal"), strict=True):
            document.words.clear()
            document.words["title"] = [title, ""]
        self.store(engine, corpus)
        meant = Group((Form("moedertaal"), Form("mother tongue", 80)))
        question = Question(groups=(meant,), minimum=1, sort="relevance")
        assert engine.search(question).ids == (corpus[2].object_id, corpus[0].object_id)
        assert engine.search(Question(excluded=(meant,))).ids == (corpus[1].object_id,)

    def test_a_phrase_does_not_cross_fields(self, engine, db):
        (document,) = documents(1)
        document.words.clear()
        document.words.update(title=["welcome class", ""], summary=["for parents", ""])
        self.store(engine, [document])
        assert engine.search(Question(phrases=(("welcome", "class"),))).total == 1
        assert engine.search(Question(phrases=(("class", "for"),))).total == 0

    def test_status_changes_with_the_day(self, engine, corpus):
        before, after = DAY - timedelta(days=1), DAY + timedelta(days=30)
        for day in (before, DAY, after, date(2020, 1, 1)):
            self.check(engine, corpus, Question(counted=("status",), choices={"status": ("running",)}, day=day))

    def test_ids_are_all_of_them(self, engine, corpus):
        question = Question(choices={"sector": ("schools",)}, sort="title", limit=5, day=DAY)
        assert tuple(engine.ids(question, 1000)) == true_answer(corpus, replace(question, limit=1000)).ids

    def test_totals_are_those_of_the_answers(self, engine, corpus):
        asked = [Question(choices={"sector": (code,)}, day=DAY) for code in CODES["sector"]]
        assert engine.totals(asked) == [engine.search(question).total for question in asked]

    # ------------------------------------------------------------------ Changes

    def test_changes_are_followed(self, engine, corpus):
        self.check(engine, corpus, Question(groups=(group("school"),), minimum=1, counted=FACETS, sort="relevance"))
        after = [changed(d, 7 + place) if place % 3 == 0 else d for place, d in enumerate(corpus)]
        after = [replace(d, deleted=True, body={}, words={}) if place % 5 == 0 else d for place, d in enumerate(after)]
        after = self.store(engine, after) + self.store(engine, documents(10, seed=3, first=500))
        question = Question(groups=(group("school"),), minimum=1, counted=FACETS, sort="relevance", day=DAY)
        self.check(engine, after, question)
        self.check(engine, after, Question(phrases=(("second", "language"),), counted=FACETS, sort="title", day=DAY))

    def test_what_left_comes_back(self, engine, corpus):
        gone = [replace(document, deleted=True) for document in corpus[:5]]
        self.store(engine, gone)
        assert engine.search(Question(day=DAY)).total == len(corpus) - 5
        self.store(engine, corpus[:5])
        self.check(engine, corpus, Question(counted=FACETS, day=DAY))

    def test_another_kind_is_another_index(self, engine, corpus):
        topic = replace(documents(1, seed=9, first=900)[0], kind="topic", object_id=1)
        self.store(engine, [topic])
        assert engine.search(Question(day=DAY)).total == len(corpus)
        assert engine.search(Question(kind="topic", day=DAY)).ids == (1,)
