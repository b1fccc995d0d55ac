"""Elasticsearch 9: for many web processes and millions of entries. Only this package imports `elasticsearch`."""

from search.engines.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine"]
