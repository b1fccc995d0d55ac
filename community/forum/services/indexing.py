"""The words topics are found by."""

from itertools import chain

from django.db import transaction

from community.forum.choices import PostState
from community.forum.models import Topic, TopicWord
from community.forum.words import words_in

#: Words kept of a topic; the first posts say what it is about.
MAX_WORDS = 2_000
MAX_POSTS = 200


@transaction.atomic
def index_topic(topic: Topic) -> int:
    """Make the words of a topic true. Returns how many there are."""
    titles, texts = set(), {}
    if topic.is_public_state:
        titles = set(words_in(topic.title, topic.language))
        bodies = topic.posts.filter(state=PostState.VISIBLE).order_by("number").values_list("body", flat=True)
        words = chain.from_iterable(words_in(body, topic.language) for body in bodies[:MAX_POSTS])
        texts = dict.fromkeys(chain(sorted(titles), words))
    wanted = {word: word in titles for word in list(texts)[:MAX_WORDS]}
    known = dict(TopicWord.objects.filter(topic=topic).values_list("word", "in_title"))
    gone = [word for word, in_title in known.items() if wanted.get(word) != in_title]
    for start in range(0, len(gone), 500):
        TopicWord.objects.filter(topic=topic, word__in=gone[start : start + 500]).delete()
    new = [
        TopicWord(topic=topic, word=word, in_title=title) for word, title in wanted.items() if known.get(word) != title
    ]
    TopicWord.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(wanted)
