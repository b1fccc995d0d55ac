import resource

from hub.middleware import RoomyStackMiddleware

TURNS = 500


def deep(depth: int, last):
    return deep(depth - 1, last) if depth else last()


def calls() -> int:
    """How often the system was asked for a page of memory while something small is called again and again."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _turn in range(TURNS):
        deep(3, int)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_depth_asks_for_memory_at_each_call():
    worst = max(deep(depth, calls) for depth in range(120))
    roomy = RoomyStackMiddleware(lambda request: max(deep(depth, calls) for depth in range(120)))

    assert roomy(None) < TURNS / 10
    # Were this Python's stack different, there would be nothing to mend.
    assert worst >= TURNS
