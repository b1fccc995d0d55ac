"""The server's files: the core distribution from Maven Central, checked against a known sum."""

import hashlib
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

VERSION = "9.5.3"
SHA256 = "bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"


class ServerError(Exception):
    """Why the server cannot run, for a person to read."""


def unpack(into: Path) -> Path:
    """The folder of the unpacked server; fetched if it is not there yet."""
    home = into / f"elasticsearch-{VERSION}"
    if (home / "bin" / "elasticsearch").is_file():
        return home
    archive = fetch(into)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(into / "unpacking")
        for member in packed.infolist():
            if mode := member.external_attr >> 16:
                (into / "unpacking" / member.filename).chmod(mode & 0o777)
    (into / "unpacking" / home.name).rename(home)
    shutil.rmtree(into / "unpacking")
    archive.unlink()
    return home


def fetch(into: Path) -> Path:
    archive = into / f"elasticsearch-{VERSION}.zip"
    if not archive.is_file():
        _download(into)
    if (found := sha256(archive)) != SHA256:
        archive.unlink()
        raise ServerError(f"The downloaded server has the sum {found} and not {SHA256}; it was thrown away.")
    return archive


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(into: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise ServerError("Maven (mvn) fetches the server and is not installed. Install it, or use compose.yaml.")
    print(f"Fetching Elasticsearch {VERSION} (132 MB) …", flush=True)
    goals = [
        ["dependency:get", "-Dtransitive=false", f"-Dartifact={ARTIFACT}"],
        ["dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={into.resolve()}"],
    ]
    for goal in goals:
        run = subprocess.run([maven, "-q", "-B", *goal], cwd=into, capture_output=True, text=True, env=os.environ)
        if run.returncode:
            raise ServerError(f"Maven could not fetch {ARTIFACT}:\n{run.stdout[-2000:]}")
