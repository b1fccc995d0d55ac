"""An operator's troubles, each named in plain words, with an exit code that is not 0."""

from dataclasses import replace

import pytest

from search.engines.elastic.cluster import Cluster
from search.engines.elastic.config import Config
from search.engines.elastic.indices import serving
from search.engines.elastic.rebuilding import rebuild
from search.engines.elastic.status import status, without_secrets
from search.models import SearchDocument
from tests.search.faulty_proxy import FaultyProxy
from tests.search.random_hub import store
from tests.search.test_elastic_rebuilding import store_more


@pytest.fixture
def built(cluster) -> Cluster:
    store(5)
    rebuild(cluster)
    return cluster


def problems(cluster: Cluster) -> list[str]:
    return status(cluster).problems


def test_all_is_well(built):
    found = status(built)

    assert found.problems == []
    assert (found.figures["documents"], found.figures["documents in the index"]) == (5, 5)
    assert (found.figures["health"], found.figures["other indices"]) == ("green", "none")


def test_a_wrong_address_is_named(db, elastic_settings):
    elastic_settings.ELASTICSEARCH_URL = ["http://127.0.0.1:9"]

    assert problems(Cluster(Config.from_settings())) == ["nobody answers at that address"]


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ("no elasticsearch", "what answers is no Elasticsearch"),
        ("truncated", "its answer is cut off"),
        ("old version", "this is Elasticsearch 8.19.0; the hub needs 9 or newer"),
        ("429", "it answers 429: a made-up fault"),
    ],
)
def test_what_answers_wrongly_is_named(built, elasticsearch_url, fault, named):
    proxy = FaultyProxy(elasticsearch_url)
    proxy.fault = fault

    found = problems(Cluster(replace(built.config, urls=(proxy.url,))))
    proxy.stop()

    assert found[0] == named


def test_a_missing_index_is_named(built):
    built.patient.indices.delete(index=serving(built, built.alias()))

    assert problems(built) == ["there is no index of this release and epoch. Run: search_index rebuild"]


def test_a_mapping_that_is_not_ours_is_named(built):
    alias, name = built.alias(), serving(built, built.alias())
    built.patient.indices.delete(index=name)
    built.patient.indices.create(index=name, aliases={alias: {}}, mappings={"properties": {"kind": {"type": "text"}}})

    words = f"the mapping of {name} is not ours (clock.epoch, clock.version, clock.weight, digest"
    assert words in " ".join(problems(built))


@pytest.mark.parametrize(
    ("block", "words"),
    [("read_only", "somebody has blocked it"), ("read_only_allow_delete", "because a disk is full")],
)
def test_a_blocked_index_is_named(built, block, words):
    name = serving(built, built.alias())
    built.patient.indices.put_settings(index=name, settings={"index": {"blocks": {block: True}}})

    found = problems(built)
    built.patient.indices.put_settings(index=name, settings={"index": {"blocks": {block: False}}})

    assert [words in problem for problem in found] == [True]


def test_an_index_that_lags_is_named(built):
    for _ in range(51):
        store_more(1)

    assert problems(built) == ["the index is 51 changes behind. Does a worker take the queue `search`?"]


def test_numbers_that_differ_are_named(built):
    SearchDocument.objects.filter(pk=SearchDocument.objects.earliest("pk").pk).delete()

    assert problems(built) == ["5 documents in the index and 4 in the database. Run: search_index verify"]


def test_an_address_is_shown_without_its_password():
    assert without_secrets("https://hub:secret@host:9200") == "https://…@host:9200"
