"""The page with fewer words comes with the same request, and costs nothing where nobody wants it."""

from dataclasses import replace

import pytest

from search.engines.base import Form, Group, Question
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.fewer import bodies
from search.engines.elastic.rebuilding import rebuild
from search.facets import NAMES
from tests.search.faulty_proxy import FaultyProxy
from tests.search.random_hub import WORDS, questions, store
from tests.search.test_elastic_random import unlike


@pytest.fixture
def built(cluster) -> Cluster:
    store(400)
    rebuild(cluster)
    return cluster


def two_words(cluster: Cluster, *words: str, enough: int = 5) -> list[dict]:
    """The buckets of the page with one word, and how many documents have both."""
    groups = tuple(Group((Form(word),)) for word in words)
    question = Question(groups=groups, minimum=2, enough=enough, counted=NAMES, sort="relevance")
    _both, fewer = bodies(question, cluster.config.timeout)
    return cluster.patient.search(index=cluster.alias(), body=fewer)["aggregations"]["kinds"]["buckets"]


def test_a_page_that_is_not_wanted_is_not_worked_out(built):
    (bucket,) = two_words(built, WORDS[0], WORDS[1])

    assert (bucket["key"], bucket["doc_count"], bucket["type"]["buckets"]) == ("cursor", 1, [])


def test_a_page_that_is_wanted_is_worked_out(built):
    (bucket,) = two_words(built, WORDS[0], "no-such-word")

    ids = [hit["_id"] for hit in bucket["found"]["page"]["hits"]["hits"]]
    assert (bucket["key"], bucket["more"]["doc_count"], len(set(ids))) == ("entry", 0, 20)


def test_exactly_enough_is_enough(built):
    both = Question(groups=tuple(Group((Form(word),)) for word in (WORDS[60], WORDS[61])), minimum=2)
    count = built.search(both, built.alias()).total

    found = [two_words(built, WORDS[60], WORDS[61], enough=enough)[0]["key"] for enough in (count, count + 1)]

    assert (count > 0, found) == (True, ["cursor", "entry"])


def test_every_page_is_one_request(built):
    proxy = FaultyProxy(built.config.urls[0])
    watched, asked = Cluster(replace(built.config, urls=(proxy.url,))), questions(150, seed="requests")

    for question in asked:
        watched.search(question, built.alias())
    proxy.stop()

    assert len(proxy.requests) == 150


def test_several_shards_give_the_same_pages(elastic_settings, cluster):
    elastic_settings.ELASTICSEARCH_SHARDS = 3
    cluster.config = replace(cluster.config, shards=3)
    store(800)
    rebuild(cluster)

    assert unlike(cluster, questions(200, seed="shards")) == []
