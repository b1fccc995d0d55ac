"""Static files of production: hashed names, and one stylesheet instead of twenty.

In development `hub.css` imports its parts and a browser fetches each. For production its imports are
written into it, each in its layer, before the files get their hashed names.
"""

import posixpath
import re
from collections.abc import Callable, Iterator

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/hub.css",)

IMPORT = re.compile(r"""@import\s+"(?P<path>[^"]+)"(?:\s+layer\((?P<layer>[\w.-]+)\))?(?:\s+(?P<media>[^;]+?))?\s*;""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RELATIVE_URL = re.compile(r"""url\("(?P<path>(?!/|[a-z]+:|#)[^"]+)"\)""")


def flatten(path: str, read: Callable[[str], str]) -> str:
    """The stylesheet at `path` with its imports, and theirs, written out. `read` gives a file's text."""
    return COMMENT.sub("", _inline(path, read, posixpath.dirname(path))).strip() + "\n"


def _inline(path: str, read: Callable[[str], str], base: str) -> str:
    folder = posixpath.dirname(path)

    def written_out(found: re.Match) -> str:
        css = _inline(posixpath.normpath(posixpath.join(folder, found["path"])), read, base)
        if found["layer"]:
            css = f"@layer {found['layer']} {{\n{css}\n}}"
        return f"@media {found['media']} {{\n{css}\n}}" if found["media"] else css

    def moved(found: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(folder, found["path"]))
        return f'url("{posixpath.relpath(target, base)}")'

    return IMPORT.sub(written_out, RELATIVE_URL.sub(moved, read(path)))


class HubStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed files under hashed names; imports of scripts and stylesheets follow the names."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator:
        if not dry_run:
            for name in BUNDLES:
                if name in paths:
                    self._bundle(name, paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _bundle(self, name: str, paths: dict) -> None:
        def read(path: str) -> str:
            storage, stored = paths[path]
            with storage.open(stored) as source:
                return source.read().decode()

        css = flatten(name, read)
        if self.exists(name):
            self.delete(name)
        self._save(name, ContentFile(css.encode()))
        paths[name] = (self, name)
