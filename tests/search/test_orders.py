"""The order of documents and the words in memory follow changes, one by one and many at once."""

from random import Random

import pytest
from pyroaring import BitMap

from search.engines.embedded import orders
from search.engines.embedded import words as words_in_memory
from search.engines.embedded.orders import Order
from search.engines.embedded.words import Postings, Words
from search.engines.text import Found
from search.scoring import impacts


@pytest.mark.parametrize("seed", range(20))
def test_order_is_that_of_sorting_whatever_comes_and_goes(monkeypatch, seed):
    monkeypatch.setattr(orders, "CHUNK", 4)
    monkeypatch.setattr(orders, "MANY", 6)
    random, keys = Random(seed), {}
    order = Order(lambda pk: (keys[pk], pk))
    for _step in range(60):
        come = [pk for pk in random.sample(range(200), random.choice([1, 1, 1, 5, 20])) if pk not in keys]
        keys |= {pk: random.randrange(10) for pk in come}
        order.add(come)
        gone = set(random.sample(sorted(keys), min(len(keys), random.choice([0, 1, 1, 8]))))
        order.remove(gone)
        for pk in gone:
            del keys[pk]
        wanted = {pk for pk in keys if random.random() < 0.5}
        whole = sorted(keys, key=lambda pk: (keys[pk], pk))
        offset = random.randrange(10)
        assert order.cut(BitMap(keys), 0, 1000) == whole
        assert order.cut(BitMap(wanted), offset, 7) == [pk for pk in whole if pk in wanted][offset : offset + 7]


def said(random: Random) -> dict[str, list[str]]:
    return {"body": [" ".join(random.choices("abcdefgh", k=random.randrange(1, 9))), ""]}


def postings_of(texts: dict[int, dict], word: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for document, words in texts.items():
        level = impacts(words).get(word, 0)
        if level:
            found.setdefault(level, set()).add(document)
    return found


@pytest.mark.parametrize("seed", range(10))
def test_words_in_memory_are_those_of_the_documents_now(monkeypatch, seed):
    """Asked for rarely, so that some changes wait for the question and some for the others; `h` is read in between."""
    monkeypatch.setattr(words_in_memory, "WAITING", 8)
    random, words = Random(seed), Words()
    texts = {pk: said(random) for pk in range(1, 40)}
    words._frequent.update({word: Postings(postings_of(texts, word).items()) for word in "abcde"})
    words._kept.update({word: Postings(postings_of(texts, word).items()) for word in "fg"})
    for step in range(150):
        pk = random.randrange(1, 60)
        texts.pop(pk, None)
        if random.random() < 0.8:
            texts[pk] = said(random)
        words.change([pk], [(pk, texts[pk])] if pk in texts else [])
        if step == 60:
            levels = {level: sorted(ids) for level, ids in postings_of(texts, "h").items()}
            words._keep(Found(1, {"h": list(levels.items())}), {"h": Postings(levels.items())}, {}, 1)
        if random.random() < 0.2:
            word = random.choice("abcdefgh" if step >= 60 else "abcdefg")
            found = words.read([word], [], version=1)[0][word]
            assert {level: set(ids) for level, ids in found.levels.items() if ids} == postings_of(texts, word)
            assert set(found.all) == set().union(*postings_of(texts, word).values())
