"""The hub with its demo as a process of its own, for tests that need all of it at once.

Filling it takes half a minute, so it is filled once and copied: for each session, and for each process
of a session, which may then change what it likes.
"""

from tests.demo_site.server import DemoSite, serve

__all__ = ["DemoSite", "serve"]
