"""What steers the search of the demo, and half a year of what visitors asked. Running it again changes nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import yaml
from django.utils import timezone

from hub.catalogue.models import Entry
from search import log
from search.asking import question_of
from search.engines import get_engine
from search.models import BestBet, SearchLog, Synonym
from search.query import SearchQuery

CONTENT = Path(__file__).parent / "search.yaml"
WEEKS = 26


def load_search() -> None:
    content = yaml.safe_load(CONTENT.read_text(encoding="utf-8"))
    if not Synonym.objects.exists():
        for row in content["synonyms"]:
            load_synonym(row)
    if not BestBet.objects.exists():
        for row in content["best_bets"]:
            load_best_bet(row)
    if not SearchLog.objects.exists():
        today = timezone.localdate()
        SearchLog.objects.bulk_create(line for row in content["searches"] for line in lines_of(row, today))


def load_synonym(row: dict) -> None:
    direction = Synonym.Direction.ONE_WAY if "also" in row else Synonym.Direction.BOTH
    rule = Synonym(words="\n".join(row["words"]), also="\n".join(row.get("also", [])), direction=direction)
    rule.full_clean()
    rule.save()


def load_best_bet(row: dict) -> None:
    today = timezone.localdate()
    days = [today + timedelta(days=row[name]) if name in row else None for name in ("from", "until")]
    entry = Entry.objects.get(source="demo", source_id=row["entry"])
    bet = BestBet(words="\n".join(row["words"]), entry=entry, match=row["match"], starts_on=days[0], ends_on=days[1])
    bet.full_clean()
    bet.save()


def lines_of(row: dict, today: date) -> Iterator[SearchLog]:
    """The days on which a question was asked, with the number of results it has now."""
    text, language = log.normalised(row["text"]), row.get("language", "en")
    (total,) = get_engine().totals([question_of(SearchQuery(text=text, language=language))])
    first, last = row["weekly"]
    for week in range(WEEKS):
        times = round(first + (last - first) * week / (WEEKS - 1) + luck(text, week) - 1)
        monday = today - timedelta(days=today.weekday(), weeks=WEEKS - 1 - week)
        day = min(today, monday + timedelta(days=luck(text, week, 7)))
        opened = times * row["opened"] // 10 if total else 0
        if times > 0:
            yield SearchLog(
                day=day,
                text=text,
                language=language,
                searches=times,
                total=total,
                clicks=opened,
                ranks=opened * row["rank"],
            )


def luck(text: str, week: int, sides: int = 3) -> int:
    """0 to `sides` − 1, the same whenever the demo is made."""
    return sha256(f"{text} {week} {sides}".encode()).digest()[0] % sides
