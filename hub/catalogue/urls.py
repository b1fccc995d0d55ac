from django.urls import path, register_converter

from hub.catalogue import views
from hub.catalogue.citation import FORMATS
from hub.catalogue.references import PATTERN


class ReferenceConverter:
    regex = PATTERN.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CitationConverter(ReferenceConverter):
    regex = "|".join(FORMATS)


register_converter(ReferenceConverter, "reference")
register_converter(CitationConverter, "citation")

urlpatterns = [
    path("<reference:reference>/", views.follow_permalink, name="permalink"),
    path("<reference:reference>/cite.<citation:form>", views.cite, name="cite"),
    path("<reference:reference>/report/", views.report_problem, name="report_problem"),
    path("<reference:reference>/report/received/", views.report_received, name="report_received"),
]
