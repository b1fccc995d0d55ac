from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.translation import override

from search.explaining import Unknown, explain, in_words
from search.forms import SearchForm


class Command(BaseCommand):
    help = "Say why an entry ranks where it does for a question, or why it is not found."

    def add_arguments(self, parser):
        parser.add_argument("question", help="what somebody types")
        parser.add_argument("reference", help="such as GP-000123")
        parser.add_argument("--filters", default="", help="as in the address of a search: sector=schools&country=be")
        parser.add_argument("--language", default="en", help="of the interface")

    def handle(self, *, question, reference, filters, language, **options):
        data = QueryDict(filters, mutable=True)
        data["q"] = question
        with override(language):
            try:
                explained = explain(SearchForm(data, language=language).query(), reference)
            except Unknown as error:
                raise CommandError(str(error)) from error
            for line in in_words(explained):
                self.stdout.write(line)
