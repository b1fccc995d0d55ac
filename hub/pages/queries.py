from django.db.models import F, Q
from django.utils.translation import get_language

from hub.catalogue.models import Entry
from search.found import read_entries
from search.hits import hits_of
from search.places import ask, country_lines, lines, sector_lines
from search.query import SearchQuery
from search.results import Hit

NEWEST = 6
PICKS = 4
# Patches of the quilt beside the title.
PATCHES = 16
WAYS_IN = 6


def home_context() -> dict:
    """What the home page shows of the catalogue: counts, editors' picks, the newest."""
    answer = ask(counted=("type", "target-group"), limit=PATCHES, sort="newest")
    query = SearchQuery(language=get_language() or "en")
    newest = hits_of(read_entries(answer.ids))
    countries = country_lines()
    sectors = sorted((line for line in sector_lines() if line.count), key=lambda line: -line.count)
    return {
        "total": answer.total,
        "country_total": len(countries),
        "quilt": newest,
        "newest": newest[:NEWEST],
        "kinds": lines(query, "type", answer.counts["type"]),
        "sectors": sectors[:WAYS_IN],
        "target_groups": lines(query, "target-group", answer.counts["target-group"])[:WAYS_IN],
        "countries": countries,
        "picks": picks(),
    }


def picks() -> list[Hit]:
    """The editors' picks: with a picture first, then those verified last."""
    featured = Entry.objects.visible().filter(featured=True).annotate(no_picture=Q(cover__isnull=True))
    featured = featured.order_by("no_picture", F("last_verified_at").desc(nulls_last=True), "reference")
    return hits_of(read_entries(list(featured.values_list("pk", flat=True)[:PICKS])))
