"""The results of a search as files and feed."""

import csv
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook

from hub.blocks import words_in
from hub.catalogue.spreadsheets import neutral
from search.asking import question_of
from search.engines import get_engine
from search.facet_values import label_of
from search.facets import BY_NAME
from search.found import FoundEntry, read_entries
from search.hits import hit_of
from search.query import NEWEST, SearchQuery
from search.results import FacetValue, Hit, SearchResults, Step

MOST_ROWS = 10_000
MOST_IN_FEED = 50
BATCH = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Facets that are columns of a file.
COLUMNS = (
    "type",
    "sector",
    "target-group",
    "audience",
    "country",
    "theme",
    "subject",
    "education-level",
    "language",
    "age",
    "time",
    "cost",
    "evidence",
    "lifecycle",
    "year",
    "funding",
    "resource-type",
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class _Echo:
    """Gives back what is written, so that rows can be streamed."""

    def write(self, text: str) -> str:
        return text


def csv_response(request: HttpRequest, query: SearchQuery, page=None) -> HttpResponseBase:
    writer = csv.writer(_Echo())
    lines = (writer.writerow(row) for row in rows(request, query))
    # The mark tells spreadsheets that the file is in UTF-8.
    response = StreamingHttpResponse(("\ufeff" * (not n) + line for n, line in enumerate(lines)))
    response["Content-Type"] = "text/csv; charset=utf-8"
    return _attached(response, "csv")


def xlsx_response(request: HttpRequest, query: SearchQuery, page=None) -> HttpResponseBase:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Entries"))
    for row in rows(request, query):
        sheet.append(row)
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    book.save(file)
    file.seek(0)
    return _attached(FileResponse(file, content_type=XLSX), "xlsx")


def atom_response(request: HttpRequest, query: SearchQuery, page=None) -> HttpResponseBase:
    """The newest entries that fit, whatever the order of the page."""
    title = words_in(page, get_language()).title if page else _("Good Practice Hub")
    address = request.build_absolute_uri()
    feed = Atom1Feed(title=title, link=address.partition("?")[0], description=title, feed_url=address)
    for entry in read_entries(_ids(query.with_sort(NEWEST), MOST_IN_FEED)):
        hit = hit_of(entry, pictures=False)
        feed.add_item(
            title=_NOT_XML.sub("", hit.title),
            link=request.build_absolute_uri(hit.url),
            description=_NOT_XML.sub("", hit.summary),
            unique_id=request.build_absolute_uri(f"/e/{hit.reference}/"),
            author_name=_NOT_XML.sub("", hit.organisation) or title,
            pubdate=entry.first_published_at,
            updateddate=entry.last_published_at or entry.first_published_at,
            categories=[hit.kind_label],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def json_response(request: HttpRequest, query: SearchQuery, results: SearchResults) -> JsonResponse:
    """The page as data: total, hits and facets."""
    absolute, pager = request.build_absolute_uri, results.pager
    data = {
        "total": results.total,
        "page": pager.page,
        "pages": pager.pages,
        "next": absolute(pager.next_url) if pager.next_url else None,
        "took": results.took,
        "unmatched_words": list(results.unmatched_words),
        "did_you_mean": _step(results.ways_on.meant, absolute) if results.ways_on.meant else None,
        "instead": [_step(step, absolute) for step in results.ways_on.steps],
        "recommended": [hit.reference for hit in results.promoted],
        "hits": [_hit(hit, absolute) for hit in results.hits],
        "facets": [
            {
                "name": facet.name,
                "label": facet.label,
                "values": [_value(value, absolute) for value in facet.all_values],
            }
            for facet in results.facets
        ],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


FILES: dict[str, Callable[..., HttpResponseBase]] = {
    "csv": csv_response,
    "xlsx": xlsx_response,
    "atom": atom_response,
}


def rows(request: HttpRequest, query: SearchQuery) -> Iterator[list[str]]:
    """A head line and a line per entry, safe to open in a spreadsheet."""
    labels = [str(BY_NAME[name].label) for name in COLUMNS]
    yield [_("Reference"), _("Title"), _("Summary"), _("Address"), _("Organisation"), *labels, *_end_labels()]
    ids = _ids(query, MOST_ROWS)
    for start in range(0, len(ids), BATCH):
        for entry in read_entries(ids[start : start + BATCH]):
            yield [safe_cell(value) for value in _row(request, entry)]


def safe_cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula and no XML parser chokes on."""
    return neutral(_NOT_XML.sub("", value))


def _row(request: HttpRequest, entry: FoundEntry) -> list[str]:
    hit = hit_of(entry, pictures=False)
    codes = entry.codes
    cells = ["; ".join(label_of(BY_NAME[name], code) for code in codes.get(name, ())) for name in COLUMNS]
    licence = next((fact.value for fact in hit.facts if fact.label == _("Licence")), "")
    verified = entry.last_verified_at.isoformat() if entry.last_verified_at else ""
    address = request.build_absolute_uri(hit.url)
    first = [hit.reference, hit.title, hit.summary, address, hit.organisation]
    return [*first, *cells, licence, verified, entry.source_url]


def _end_labels() -> list[str]:
    return [_("Licence"), _("Last verified"), _("Source")]


def _hit(hit: Hit, absolute: Callable[[str], str]) -> dict:
    return {
        "reference": hit.reference,
        "url": absolute(hit.url),
        "type": hit.kind,
        "title": hit.title,
        "summary": hit.summary,
        "language": hit.lang,
        "organisation": hit.organisation,
        "evidence": hit.evidence_level,
    }


def _step(step: Step, absolute: Callable[[str], str]) -> dict:
    return {"label": step.label, "count": step.count, "url": absolute(step.url)}


def _value(value: FacetValue, absolute: Callable[[str], str]) -> dict:
    return {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "url": absolute(value.url),
    }


def _ids(query: SearchQuery, limit: int) -> Sequence[int]:
    return get_engine().ids(question_of(query), limit)


def _attached(response: HttpResponseBase, ending: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="entries.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
