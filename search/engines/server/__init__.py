"""An Elasticsearch server for development and tests, without Docker: fetched, checked, started, stopped.

Needs neither Django nor settings: `python -m search.engines.server start`.
"""

from search.engines.server.distribution import ServerError
from search.engines.server.node import FOLDER, Node

__all__ = ["FOLDER", "Node", "ServerError"]
