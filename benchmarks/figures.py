"""Times as benchmarks print them."""

import time
from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def cpu_times(ask: Callable[[Item], object], items: Iterable[Item]) -> list[float]:
    """Milliseconds of processor time that each item takes."""
    times = []
    for item in items:
        before = time.process_time()
        ask(item)
        times.append((time.process_time() - before) * 1000)
    return times


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    p50, p95 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
    return f"p50 {p50:7.2f}  p95 {p95:7.2f}  max {ordered[-1]:7.2f} ms"


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
