"""The forum with many posts: pages, replies, unread marks, and counters under four workers.

    export DATABASE_URL=postgres://… DEBUG=false DJANGO_SETTINGS_MODULE=hub.settings.dev
    python -m benchmarks.forum --posts 1000000

The database is filled once; give it one of its own. One topic has 100,000 posts (5,000 pages), others share the rest.
"""

import argparse
import multiprocessing
import os
import random
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.core.management import call_command
from django.db import close_old_connections, connection, connections
from django.db.models import Count, F, Max, Q, Sum
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.figures import cpu_times, spread
from community.forum import queries
from community.forum.choices import PostState, TopicState
from community.forum.errors import ForumError
from community.forum.models import Category, CategoryDelta, ForumMember, Post, Topic, TopicUser
from community.forum.services import counting, editing, moderating, posting, reacting
from community.members.models import User
from community.moderation.models import Statement

GIANT = 100_000
PEOPLE = 200
TEXT = "We begin with a song, then a pupil shows the newcomer round. Post {number} of many, with its own words."
HTML = "<p>We begin with a song, then a pupil shows the newcomer round.</p>"
BATCH = 10_000


# ---------------------------------------------------------------- Filling


def seed(posts: int, topics: int) -> None:
    """Fill an empty database with rows whose numbers add up."""
    call_command("migrate", verbosity=0)
    if Topic.objects.exists():
        return
    people, rooms = seed_people(), seed_rooms()
    sizes = [GIANT, *([max((posts - GIANT) // topics, 1)] * topics)]
    start = timezone.now() - timedelta(days=400)
    step = timedelta(days=390) / len(sizes)
    for first in range(0, len(sizes), BATCH):
        made = [
            Topic(
                category=rooms[place % len(rooms)],
                title=f"Topic number {place} about the first weeks",
                author=people[place % PEOPLE],
                last_author=people[place % PEOPLE],
                created_at=start + step * place,
                last_number=sizes[place],
                post_count=sizes[place],
            )
            for place in range(first, min(first + BATCH, len(sizes)))
        ]
        Topic.objects.bulk_create(made, batch_size=500)
    for topic in Topic.objects.order_by("pk").iterator(2_000):
        seed_posts(topic, people)
    flush()
    count_everything()


_waiting: list[Post] = []


def seed_posts(topic: Topic, people: list[User]) -> None:
    for number in range(1, topic.post_count + 1):
        author = people[(topic.pk + number) % PEOPLE]
        moment = topic.created_at + timedelta(seconds=number)
        text = TEXT.format(number=number)
        _waiting.append(Post(topic=topic, number=number, author=author, body=text, html=HTML, created_at=moment))
        if len(_waiting) >= BATCH:
            flush()


def flush() -> None:
    Post.objects.bulk_create(_waiting, batch_size=500)
    _waiting.clear()


def seed_people() -> list[User]:
    people = [User(email=f"person{place}@example.org", display_name=f"Person {place}") for place in range(PEOPLE)]
    User.objects.bulk_create(people)
    members = [ForumMember(user=user, handle=f"person-{user.pk}", approved_posts=50) for user in people]
    ForumMember.objects.bulk_create(members)
    return people


def seed_rooms() -> list[Category]:
    return [Category.objects.create(slug=f"room-{place}", name=f"Room {place}", mode="questions") for place in range(8)]


def count_everything() -> None:
    """Make totals and last posts what they would be had everybody written in turn."""
    last = Post.objects.values("topic").annotate(moment=Max("created_at")).values_list("topic", "moment")
    rows = [Topic(pk=pk, last_post_at=moment) for pk, moment in last]
    Topic.objects.bulk_update(rows, ["last_post_at"], batch_size=500)
    for room in Category.objects.all():
        totals = Topic.objects.filter(category=room).aggregate(topics=Count("pk"), posts=Sum("post_count"))
        Category.objects.filter(pk=room.pk).update(topic_count=totals["topics"] or 0, post_count=totals["posts"] or 0)


# ---------------------------------------------------------------- Measuring


def measure_pages(times: int = 40) -> None:
    giant, client = Topic.objects.get(post_count__gte=GIANT), Client()
    url = giant.get_absolute_url()
    last = giant.page_count
    for name, page in (("first", 1), ("middle", last // 2), ("last", last)):
        report_page(client, f"topic, {name} page ({page:,})", f"{url}?page={page}", times)
    report_page(client, "index", "/community/", times)
    report_page(client, "category", "/community/c/room-1/", times)
    deep = deep_place(100)
    report_page(client, "category, 100 pages further", f"/community/c/room-1/?after={deep}", times)
    report_page(client, "latest", "/community/latest/", times)


def deep_place(pages: int) -> str:
    """Where a list goes on after many pages."""
    topics, after = queries.topics_of(Category.objects.get(slug="room-1")), ""
    for _page in range(pages):
        after = queries.topic_list(topics, after=after).after or after
    return after


def report_page(client: Client, name: str, url: str, times: int) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200, url
            asked = len(found)
        spent = cpu_times(client.get, [url] * times)
    print(f"{name:32} {asked:3} queries  {spread(spent)} of processor time")


def timed(ask) -> float:
    before = time.perf_counter()
    ask()
    return (time.perf_counter() - before) * 1000


def measure_unread(times: int = 50) -> None:
    """A list of topics for somebody who has opened every topic there is."""
    user = User.objects.first()
    if TopicUser.objects.filter(user=user).count() < Topic.objects.count():
        rows = (TopicUser(user=user, topic_id=pk, last_read=1) for pk in Topic.objects.values_list("pk", flat=True))
        TopicUser.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    ForumMember.objects.filter(user=user).update(read_up_to=timezone.now() - timedelta(days=390))
    lists = [queries.topic_list(queries.topics_of(room)).topics for room in Category.objects.all()]
    spent = [timed(lambda: queries.unread_of(user, random.choice(lists))) for _ in range(times)]
    print(f"unread marks, {TopicUser.objects.filter(user=user).count():,} topics visited: {spread(spent)}")


# ---------------------------------------------------------------- Writing


@dataclass(frozen=True)
class Writing:
    """How a writer writes. `every`: seconds from one reply to the next, on average, whether or not the one before is
    done; None: at once, without a pause. `topics`: how many of the newest topics they share; None: all."""

    name: str
    writers: int
    every: float | None
    topics: int | None = None


WRITINGS = (
    Writing("alone, without a pause", 1, None),
    Writing("each every second", 16, 1.0),
    Writing("each every second, in one topic", 16, 1.0, topics=1),
    Writing("without a pause", 16, None),
    Writing("without a pause, in one topic", 16, None, topics=1),
)


def write_for(seconds: float, seed_value: int, writing: Writing, together, spent) -> None:
    """One writer. A reply that is late because the one before took long has waited, and its wait counts."""
    connections.close_all()
    dice = random.Random(seed_value)
    people = list(User.objects.filter(email__startswith="person").order_by("pk"))
    highest = Topic.objects.aggregate(pk=Max("pk"))["pk"]
    lowest = highest - writing.topics + 1 if writing.topics else 1
    for _warming in range(5):
        write_one(dice, people, lowest, highest)
    together.wait()
    due, end, begun = time.perf_counter(), time.perf_counter() + seconds, time.process_time()
    found = []
    while True:
        due = due + dice.expovariate(1 / writing.every) if writing.every else time.perf_counter()
        if due >= end:
            break
        time.sleep(max(due - time.perf_counter(), 0))
        moment = due if writing.every else time.perf_counter()
        if write_one(dice, people, lowest, highest):
            found.append((time.perf_counter() - moment) * 1000)
    spent.put((found, time.process_time() - begun))
    close_old_connections()


def write_one(dice: random.Random, people: list[User], lowest: int, highest: int) -> bool:
    """As a request does: read the topic, then reply."""
    author = dice.choice(people)
    topic = Topic.objects.select_related("category__parent").filter(pk=dice.randint(lowest, highest)).first()
    try:
        if topic:
            posting.reply(topic, author=author, body=f"A reply that nobody wrote before: {uuid4()}")
    except ForumError:
        return False
    return topic is not None


def in_parallel(work, many: int, *arguments) -> list:
    queue: multiprocessing.Queue = multiprocessing.Queue()
    connections.close_all()
    workers = [
        multiprocessing.Process(target=work, args=(*arguments[:1], n, *arguments[1:], queue)) for n in range(many)
    ]
    for worker in workers:
        worker.start()
    found = [queue.get() for _ in workers]
    for worker in workers:
        worker.join()
    return found


def measure_writers(seconds: float = 20) -> None:
    for writing in WRITINGS:
        together = multiprocessing.Barrier(writing.writers)
        ends = in_parallel(write_for, writing.writers, seconds, writing, together)
        spent = [one for found, _processor in ends for one in found]
        processor = sum(seconds for _found, seconds in ends) / len(spent) * 1000
        print(
            f"reply, {writing.writers:2} writers, {writing.name:32} {len(spent) / seconds:6.1f} a second"
            f"  {spread(spent)}, {processor:.1f} ms of a writer’s processor; load {os.getloadavg()[0]:.1f}"
        )


def operate(operations: int, seed_value: int, done) -> None:
    """Random operations of everybody at once on few topics."""
    connections.close_all()
    dice = random.Random(1_000 + seed_value)
    people = list(User.objects.filter(email__startswith="person"))
    boss = User.objects.get(email="boss@example.org")
    rooms, statement = list(Category.objects.all()), Statement.objects.first()
    topics = list(Topic.objects.order_by("-pk").values_list("pk", flat=True)[:60])
    spent = 0
    for _step in range(operations):
        topic = Topic.objects.select_related("category__parent").get(pk=dice.choice(topics))
        try:
            one_operation(dice, topic, dice.choice(people), boss, rooms, statement)
            spent += 1
        except ForumError:
            continue
    done.put(spent)


def one_operation(dice: random.Random, topic: Topic, person: User, boss: User, rooms: list, statement) -> None:
    posts = Post.objects.select_related("topic__category__parent", "author").filter(topic=topic)
    post = posts.filter(number__lte=dice.randint(1, max(topic.last_number, 1))).order_by("-number").first()
    other = Topic.objects.select_related("category__parent").order_by("-pk")[dice.randint(0, 59)]
    match dice.choice(
        ["reply"] * 6 + ["delete", "hide", "restore", "move", "unlist", "list", "list", "react", "merge", "split"]
    ):
        case "reply":
            body = f"Something new that nobody has said: {uuid4()}"
            posting.reply(topic, author=person, body=body)
        case "delete" if post and post.author:
            editing.delete_post(post, by=post.author)
        case "hide" if post:
            moderating.remove_post(post, by=boss, statement=statement)
        case "restore" if post:
            moderating.restore_post(post, by=boss)
        case "move":
            moderating.move_topic(topic, by=boss, category=dice.choice(rooms))
        case "unlist":
            moderating.unlist_topic(topic, by=boss, statement=statement)
        case "list":
            moderating.restore_topic(topic, by=boss)
        case "react" if post:
            reacting.react(post, user=person, kind="thanks", wanted=dice.random() < 0.7)
        case "merge" if dice.random() < 0.1:
            moderating.merge_topics(topic, by=boss, into=other)
        case "split" if post:
            moderating.split_topic(topic, by=boss, posts=[post], title="A part of the conversation")


def measure_drift(workers: int = 4, operations: int = 2_500) -> None:
    User.objects.filter(email="boss@example.org").first() or User.objects.create_superuser("boss@example.org")
    values = {"rule": "Rule 1", "facts": "Because", "action": "remove", "ground": "terms", "source": "own"}
    if not Statement.objects.exists():
        Statement.objects.create(kind="post", target_id=1, target_title="A post", **values)
    started = time.monotonic()
    done = sum(in_parallel(operate, workers, operations))
    tried = workers * operations
    print(f"{tried:,} operations tried by {workers} workers, {done:,} done, in {time.monotonic() - started:.0f} s")
    print(f"counters that drifted: {drift()}")


def drift() -> int:
    """How many stored numbers differ from what there is."""
    visible = Count("posts", filter=Q(posts__state=PostState.VISIBLE))
    wrong = Topic.objects.annotate(real=visible).exclude(post_count=F("real")).count()
    wrong += (
        Post.objects.annotate(n=Count("reactions", filter=Q(reactions__kind="thanks")))
        .exclude(thanks_count=F("n"))
        .count()
    )
    for room in Category.objects.all():
        topics = Topic.objects.filter(category=room, state__in=(TopicState.OPEN, TopicState.UNLISTED))
        real = topics.aggregate(topics=Count("pk"), posts=Sum("post_count"))
        deltas = CategoryDelta.objects.filter(category=room).aggregate(topics=Sum("topics"), posts=Sum("posts"))
        wrong += room.topic_count + (deltas["topics"] or 0) != (real["topics"] or 0)
        wrong += room.post_count + (deltas["posts"] or 0) != (real["posts"] or 0)
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--topics", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--operations", type=int, default=10_000)
    options = parser.parse_args()
    started = time.monotonic()
    seed(options.posts, options.topics)
    print(f"{connection.vendor}: {Post.objects.count():,} posts in {Topic.objects.count():,} topics", end="")
    print(f" (filled in {time.monotonic() - started:.0f} s)")
    unlimited()
    measure_pages()
    measure_unread()
    if connection.vendor == "postgresql":
        counting.roll_up_all()
        measure_writers(options.seconds)
        measure_drift(operations=options.operations // 4)


def unlimited() -> None:
    """Writers of a benchmark write faster than people may."""
    from community.forum.services import writing

    writing.check_rate = lambda *_: None


if __name__ == "__main__":
    main()
