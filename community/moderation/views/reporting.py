import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from community.moderation import transparency as numbers
from community.moderation.access import for_judges
from hub.catalogue.spreadsheets import neutral


@for_judges
def transparency(request: HttpRequest) -> HttpResponse:
    """A year in numbers, as the law asks platforms to publish."""
    known = numbers.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in known else known[0]
    context = {"year": year, "years": known, "sections": numbers.report(year)}
    return TemplateResponse(request, "moderation/transparency.html", context)


@for_judges
def transparency_file(request: HttpRequest, year: int) -> HttpResponse:
    if year not in numbers.years():
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="transparency-{year}.csv"'
    writer = csv.writer(response)
    writer.writerow(["year", "section", "measure", "value"])
    for section, measure, value in numbers.rows(year):
        writer.writerow([year, section, neutral(measure), value])
    return response
