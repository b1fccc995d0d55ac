"""How well the search ranks: `python -m benchmarks.relevance FOLDER [FOLDER …]`.

With `--engine elasticsearch` or `--database postgres://…` it is measured there. Each folder holds a
judgement set in the layout of BEIR: `corpus.jsonl` (`_id`, `title`, `text`, perhaps `lang`),
`queries.jsonl` (`_id`, `text`, perhaps `lang`) and `qrels.tsv`. Its texts become documents of the hub as
entries do, and its questions are asked as a page of the search asks them. Beside it, in the same run,
stands plain BM25 over the same words, unstemmed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.judgements import Judgements, Scores, measured

#: What recall is measured at, and so how many results are read.
DEPTH = 100
PREFIX = "relevance"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--engine", choices=["embedded", "elasticsearch"], default="embedded")
    parser.add_argument("--database", help="address of an empty database; without it a SQLite file that is thrown away")
    parser.add_argument("--qrels", default="qrels.tsv", help="the file of judgements in the folder")
    parser.add_argument("--half", choices=["odd", "even"], help="ask every other question, or in every other language")
    parser.add_argument("--any-language", action="store_true", help="ask as if the language of nobody were known")
    parser.add_argument("--by-language", action="store_true", help="figures for each language too")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options)
        return
    for folder in options.folders:
        with tempfile.TemporaryDirectory() as place:
            environment = os.environ | environment_of(options, Path(place))
            arguments = [argument for argument in sys.argv[1:] if argument not in map(str, options.folders)]
            command = [sys.executable, "-m", "benchmarks.relevance", str(folder), *arguments, "--measure"]
            subprocess.run(command, env=environment, check=True)


def environment_of(options: argparse.Namespace, place: Path) -> dict[str, str]:
    found = {
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "DATABASE_URL": options.database or f"sqlite:///{place / 'relevance.sqlite3'}",
        "SEARCH_ENGINE": options.engine,
        "LOG_LEVEL": "ERROR",
    }
    if options.engine == "elasticsearch":
        from benchmarks.elastic import running_server

        url = os.environ.get("ELASTICSEARCH_URL") or running_server()
        found |= {"ELASTICSEARCH_URL": url, "ELASTICSEARCH_PREFIX": PREFIX, "ELASTICSEARCH_TIMEOUT": "30"}
    return found


def measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.db import connection

    from benchmarks.plain_bm25 import PlainBM25
    from search.engines import get_engine

    judged = Judgements.read(options.folders[0], options.qrels)
    if options.half:
        judged = judged.half(options.half)
    fill(judged)
    try:
        ours = measured(judged, asking(judged, known_language=not options.any_language))
        plain = measured(judged, PlainBM25(judged.texts()).search)
        print(f"\n{judged.name}: {len(judged.corpus)} texts, {len(judged.queries)} questions", flush=True)
        print(f"  {'':26} nDCG@10  recall@100  MRR")
        print(f"  {'plain BM25, unstemmed':26} {line(plain)}")
        print(f"  {f'{get_engine().name}, {connection.vendor}':26} {line(ours)}")
        if options.by_language:
            by_language(judged, plain, ours)
    finally:
        clean(options.engine)


def fill(judged: Judgements) -> None:
    """Store every text as a document, the way entries are stored."""
    from django.core.management import call_command

    from search.batches import batches
    from search.documents import ENTRY, collation_key, words_of_fields
    from search.engines import get_engine
    from search.models import SearchDocument
    from search.services import store_documents

    call_command("migrate", verbosity=0)
    SearchDocument.objects.all().delete()
    for numbers in batches(range(1, len(judged.corpus) + 1)):
        rows = [SearchDocument(kind=ENTRY, object_id=number, deleted=True) for number in numbers]
        SearchDocument.objects.bulk_create(rows)
        for row in rows:
            text = judged.corpus[row.object_id - 1]
            row.deleted, row.language = False, text.language
            row.body = {"number": row.object_id, "title": collation_key(text.title)}
            row.words = words_of_fields({"title": text.title, "body": text.text}, text.language, {})
        store_documents(rows)
    operator = getattr(get_engine(), "operator", None)
    if operator:
        operator.rebuild()


def asking(judged: Judgements, *, known_language: bool) -> Callable[[str, str], list[str]]:
    """Ask as a page of the search does; the language of the question is that of the interface."""
    from search.asking import question_of
    from search.engines import get_engine
    from search.parsing import tidy
    from search.query import SearchQuery

    def ask(text: str, language: str) -> list[str]:
        query = SearchQuery(text=tidy(text), language=language if known_language else "", page_size=DEPTH)
        answer = get_engine().search(question_of(query))
        return [judged.corpus[number - 1].id for number in answer.ids]

    return ask


def clean(engine: str) -> None:
    if engine == "elasticsearch":
        from benchmarks.elastic import clean as throw_away
        from search.engines.elastic.cluster import Cluster
        from search.engines.elastic.config import Config

        throw_away(Cluster(Config.from_settings()))


def line(scores: Scores) -> str:
    ndcg, recall, rank = scores.means()
    return f"{ndcg:7.4f} {recall:11.4f} {rank:7.4f}"


def by_language(judged: Judgements, plain: Scores, ours: Scores) -> None:
    print(f"\n  {'language':10} {'questions':>9}  plain   ours")
    for language in sorted({query.language for query in judged.queries}):
        chosen = [query.id for query in judged.queries if query.language == language]
        before, after = (scores.means(chosen)[0] for scores in (plain, ours))
        print(f"  {language:10} {len(chosen):9} {before:6.3f} {after:6.3f} {after - before:+.3f}")


if __name__ == "__main__":
    main()
