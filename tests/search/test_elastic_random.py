"""Both engines give the same answer to the same question: totals, counts, and order where it is no matter of score."""

from search.engines.elastic.cluster import Cluster
from search.engines.elastic.rebuilding import rebuild
from search.engines.embedded import EmbeddedEngine
from tests.search.random_hub import questions, store


def unlike(cluster: Cluster, asked) -> list[str]:
    embedded, alias = EmbeddedEngine(), cluster.alias()
    found = []
    for question in asked:
        one, other = embedded.search(question), cluster.search(question, alias)
        if (one.total, one.counts) != (other.total, other.counts):
            found.append(f"{question}: {one.total} {other.total} {one.counts} {other.counts}")
        if question.sort != "relevance" and one.ids != other.ids:
            found.append(f"{question}: {one.ids} {other.ids}")
    return found


def test_six_hundred_random_questions_are_answered_alike(cluster):
    store(1500)
    rebuild(cluster)

    assert unlike(cluster, questions(600)) == []
