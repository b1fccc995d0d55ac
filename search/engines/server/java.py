"""Which Java the server runs on."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from search.engines.server.distribution import ServerError

OLDEST = 21
#: A runtime cut down with jlink starts the server and then fails at odd places.
NEEDED_MODULES = {"java.se", "jdk.management", "jdk.net", "jdk.unsupported", "jdk.zipfs"}
USUAL_PLACES = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/*jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
)


def find_java() -> Path:
    """The first usable JDK: what the environment names, what `java` is, what lies where JDKs usually lie."""
    seen: dict[Path, str] = {}
    for home in _candidates():
        if home in seen:
            continue
        seen[home] = why_unusable(home)
        if not seen[home]:
            return home
    raise ServerError(
        f"Elasticsearch needs a JDK of version {OLDEST} or newer with all modules, and there is none.\n"
        "Install one (Temurin, or your system's openjdk package) or name its folder in ES_JAVA_HOME.\n"
        + "\n".join(f"  {home}: {reason}" for home, reason in seen.items())
    )


def why_unusable(home: Path) -> str:
    """What is wrong with a JDK; nothing if it will do."""
    release = home / "release"
    if not release.is_file() or not (home / "bin" / "java").exists():
        return "no JDK"
    stated = dict(re.findall(r'^(\w+)="(.*)"$', release.read_text(), re.MULTILINE))
    major = int((re.match(r"(?:1\.)?(\d+)", stated.get("JAVA_VERSION", "")) or [0, 0])[1])
    if major < OLDEST:
        return f"version {major or 'unknown'}"
    missing = NEEDED_MODULES - set(stated.get("MODULES", "").split())
    return f"without the modules {', '.join(sorted(missing))}" if missing else ""


def _candidates() -> Iterator[Path]:
    for variable in ("ES_JAVA_HOME", "JAVA_HOME"):
        if os.environ.get(variable):
            yield Path(os.environ[variable]).resolve()
    if java := shutil.which("java"):
        yield Path(java).resolve().parent.parent
    for pattern in USUAL_PLACES:
        place = Path(pattern).expanduser()
        root = Path(place.anchor)
        yield from sorted((found.resolve() for found in root.glob(str(place.relative_to(root)))), reverse=True)
