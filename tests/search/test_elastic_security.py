"""A server that asks who calls, and a user who may do exactly what the hub needs."""

import logging
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from search.engines.base import EngineError, Question
from search.engines.elastic import ElasticEngine, privileges, writing
from search.engines.elastic.checks import check_cluster, check_settings
from search.engines.elastic.cluster import Cluster
from search.engines.elastic.config import Config
from search.engines.elastic.following import follow_once
from search.engines.elastic.indices import our_indices, throw_away
from search.engines.elastic.operator import Operator
from search.engines.elastic.rebuilding import rebuild, rollback
from search.engines.elastic.status import status
from search.engines.server import FOLDER, Node
from tests.search.faulty_proxy import FaultyProxy
from tests.search.own_certificates import write_certificates
from tests.search.random_hub import save, store
from tests.search.test_elastic_faults import seconds_until
from tests.search.test_elastic_rebuilding import store_more

PASSWORD = "a-password-for-tests"
PREFIX = "hub"
ALL = (*privileges.CLUSTER, *privileges.INDEX)


def role_without(left_out: str = "") -> dict:
    role = privileges.role(Config(urls=(), prefix=PREFIX))
    role["cluster"] = [name for name in role["cluster"] if name != left_out]
    role["indices"][0]["privileges"] = [name for name in role["indices"][0]["privileges"] if name != left_out]
    return role


@pytest.fixture(scope="session")
def secured(elasticsearch_url):
    roles = {"hub": role_without()} | {f"hub_without_{name}": role_without(name) for name in ALL}
    users = {"admin": (PASSWORD, "superuser")} | {name: (PASSWORD, name) for name in roles}
    # Not below pytest's own folders, which another account may not enter.
    folder = Path(tempfile.mkdtemp(prefix="hub-secured-"))
    certificates = write_certificates(folder / "certificates")
    node = Node(folder, users=users, roles=yaml.safe_dump(roles), shared=FOLDER, certificates=certificates)
    try:
        node.start()
        yield node
    finally:
        node.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster_of(db, secured):
    """The cluster as one of its users sees it."""

    def as_user(name: str, password: str = PASSWORD) -> Cluster:
        config = Config(urls=(secured.url,), prefix=PREFIX, user=name, password=password, timeout=10, patience=20)
        return Cluster(replace(config, ca=str(secured.certificates / "ca.crt")))

    yield as_user
    admin = as_user("admin")
    throw_away(admin, [index.name for index in our_indices(admin)])


def test_the_documented_role_can_do_everything_the_hub_does(cluster_of):
    cluster = cluster_of("hub")
    store(30)
    names = [rebuild(cluster), rebuild(cluster)]
    store_more(1)

    assert follow_once(cluster) == 1
    cluster.patient.indices.refresh(index=cluster.alias())
    assert cluster.search(Question(), cluster.alias()).total == 31
    assert status(cluster).problems == []
    assert rollback(cluster) == names[0]


@pytest.mark.parametrize("privilege", ALL)
def test_a_privilege_that_is_missing_is_named(cluster_of, privilege):
    store(3)
    rebuild(cluster_of("hub"))

    problems = status(cluster_of(f"hub_without_{privilege}")).problems

    sentence = f"the privilege “{privilege}” is missing: the hub cannot {privileges.WHY[privilege]}"
    assert sentence in problems


@pytest.mark.parametrize("privilege", privileges.INDEX)
def test_what_the_role_lacks_is_refused_in_plain_words(cluster_of, privilege):
    rows = store(3)
    rebuild(cluster_of("hub"))
    rows[0].deleted = True
    save(rows[:1])
    cluster = cluster_of(f"hub_without_{privilege}")

    with pytest.raises(EngineError, match="privilege is missing"):
        if privilege == "read":
            Operator(cluster).verify()
        Operator(cluster).rebuild() if privilege == "manage" else Operator(cluster).catch_up()


def test_a_stranger_sees_nothing_and_searches_go_on(cluster_of, caplog):
    store(10)
    rebuild(cluster_of("hub"))
    wrong = cluster_of("hub", "wrong-password")
    engine = ElasticEngine(wrong.config)

    with caplog.at_level(logging.DEBUG):
        answer = engine.search(Question())
        engine.breaker.stop()

    assert (answer.total, engine.name, engine.breaker.reason) == (
        10,
        "embedded",
        "it refuses the user or API key (401)",
    )
    assert status(wrong).problems == ["it refuses the user or API key (401)"]
    assert "wrong-password" not in caplog.text + repr(wrong.config)


def test_an_api_key_takes_the_place_of_a_user(cluster_of, elasticsearch_url):
    # The core distribution cannot make keys: its index of them needs an analyzer that it lacks. So a false one is sent.
    with_key = {"user": "", "password": "", "api_key": "ZmFsc2U6a2V5"}
    proxy = FaultyProxy(elasticsearch_url)
    status(Cluster(Config(urls=(proxy.url,), api_key="ZmFsc2U6a2V5")))
    proxy.stop()

    found = status(Cluster(replace(cluster_of("hub").config, **with_key)))

    assert set(proxy.credentials) == {"ApiKey ZmFsc2U6a2V5"}
    assert found.problems == ["it refuses the user or API key (401)"]


def test_a_certificate_that_nobody_vouches_for_is_named(cluster_of):
    stranger = Cluster(replace(cluster_of("hub").config, ca=""))

    assert status(stranger).problems == ["its certificate is not trusted (ELASTICSEARCH_CA)"]


def test_a_disk_that_is_full_is_named(cluster_of, monkeypatch):
    monkeypatch.setattr(writing, "RETRIES", 1)
    admin = cluster_of("admin")
    store(3)
    rebuild(admin)
    limits = [f"cluster.routing.allocation.disk.watermark.{name}" for name in ("low", "high", "flood_stage")]
    quick = {"cluster.info.update.interval": "10s"}
    try:
        # So much must be free on the disk: the server sees that it is not, and blocks the index.
        admin.patient.cluster.put_settings(persistent=dict.fromkeys(limits, "900tb") | quick)
        seconds_until(lambda: "because a disk is full" in " ".join(status(admin).problems))
        store_more(1)
        with pytest.raises(EngineError, match="the disk is full"):
            Operator(admin).catch_up()
    finally:
        admin.patient.cluster.put_settings(persistent=dict.fromkeys([*limits, *quick]))
        seconds_until(lambda: status(admin).problems == [])

    assert follow_once(admin) == 1


def test_the_deployment_check_names_what_is_missing(cluster_of, settings):
    rebuild(cluster_of("hub"))
    settings.ELASTICSEARCH_URL = list(cluster_of("hub").config.urls)
    settings.ELASTICSEARCH_PREFIX, settings.ELASTICSEARCH_CA = PREFIX, cluster_of("hub").config.ca
    settings.ELASTICSEARCH_USER, settings.ELASTICSEARCH_PASSWORD = "hub_without_delete", PASSWORD

    found = [warning.msg for warning in check_cluster()]

    assert found == ["Elasticsearch: the privilege “delete” is missing: the hub cannot take documents out."]


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("ELASTICSEARCH_URL", ["http://hub:secret@host:9200"], "search.E002"),
        ("ELASTICSEARCH_URL", ["host:9200"], "search.E001"),
        ("ELASTICSEARCH_URL", [], "search.E001"),
        ("ELASTICSEARCH_PREFIX", "my-hub", "search.E003"),
        ("ELASTICSEARCH_REPLICAS", "many", "search.E004"),
        ("ELASTICSEARCH_TIMEOUT", 0, "search.E006"),
    ],
)
def test_wrong_settings_are_found_without_a_server(settings, name, value, wrong):
    setattr(settings, name, value)

    found = check_settings()

    assert [error.id for error in found] == [wrong]
    assert "secret" not in str(found)
