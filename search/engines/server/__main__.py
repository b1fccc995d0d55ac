import argparse
import sys
from pathlib import Path

from search.engines.server import FOLDER, Node, ServerError
from search.engines.server.java import find_java


def main() -> int:
    parser = argparse.ArgumentParser(prog="search.engines.server", description="Elasticsearch for development.")
    parser.add_argument("verb", choices=["start", "stop", "url", "java"])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--heap", default="512m")
    options = parser.parse_args()
    node = Node(options.folder, options.heap)
    try:
        return {"start": start, "stop": stop, "url": url, "java": java}[options.verb](node)
    except ServerError as error:
        print(error, file=sys.stderr)
        return 1


def start(node: Node) -> int:
    running = node.url
    node.start()
    print(f"Elasticsearch {'already runs' if running else 'runs'} at {node.url}")
    return 0


def stop(node: Node) -> int:
    print("Elasticsearch has stopped." if node.stop() else "Elasticsearch did not run.")
    return 0


def url(node: Node) -> int:
    print(node.url)
    return 0 if node.url else 1


def java(node: Node) -> int:
    """Where the JDK is that it would run on."""
    print(find_java())
    return 0


sys.exit(main())
