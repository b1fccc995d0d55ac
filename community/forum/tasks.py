from django_tasks import task


@task()
def announce(post_id: int) -> None:
    from community.forum.services.announcing import announce_post

    announce_post(post_id)


@task()
def announce_answer(post_id: int, chosen_by: int) -> None:
    from community.forum.services.announcing import announce_answer

    announce_answer(post_id, chosen_by=chosen_by)


@task()
def index_words(topic_id: int) -> None:
    from community.forum.models import Topic
    from community.forum.services.indexing import index_topic

    for topic in Topic.objects.filter(pk=topic_id):
        index_topic(topic)


@task()
def roll_up() -> None:
    from community.forum.services.counting import roll_up_all

    roll_up_all()


@task()
def announce_entries(entry_ids: list[int]) -> None:
    from community.forum.services.following_entries import announce_entries as announce_them

    announce_them(entry_ids)
