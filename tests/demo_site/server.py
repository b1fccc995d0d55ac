"""Fills, copies and serves."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

ROOT = Path(__file__).resolve().parents[2]
#: What the filled hub is made of; a change of any of it fills a new one.
PARTS = (
    "community/*/migrations/*.py",
    "community/members/**/*.py",
    "hub/catalogue/**/*",
    "hub/pages/demo/**/*",
    "hub/pages/models.py",
    "hub/settings/*.py",
    "hub/staticfiles.py",
    "practices/*.py",
    "practices/submissions/services/*.py",
    "practices/submissions/shipped.yaml",
    "requirements/*",
    "resources/*.py",
    "search/**/*.py",
    "static/**/*",
    "tests/demo_site/*.py",
)
PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class _StayHere(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs) -> None:
        return None


@dataclass(frozen=True)
class DemoSite:
    """A running hub."""

    url: str
    folder: Path

    def get(self, path: str, **headers: str) -> Answer:
        """What is at a path of the site. Redirects are not followed."""
        request = Request(self.url + path, headers=headers)
        try:
            with build_opener(_StayHere).open(request, timeout=PATIENCE) as response:
                return Answer(response.status, dict(response.headers), response.read())
        except HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read())


@contextmanager
def serve() -> Iterator[DemoSite]:
    """A copy of the filled hub on a free port."""
    with tempfile.TemporaryDirectory(prefix="hub-demo-") as name:
        folder = Path(name)
        copy_filled_hub(folder)
        port = free_port()
        log = (folder / "server.log").open("wb")
        server = subprocess.Popen(command(port), cwd=ROOT, env=environment(folder), stdout=log, stderr=log)
        try:
            wait_for(port, server, folder)
            yield DemoSite(f"http://127.0.0.1:{port}", folder)
        finally:
            server.terminate()
            server.wait(PATIENCE)
            log.close()


def command(port: int) -> list[str]:
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--timeout", "120"]
    return [sys.executable, "-m", "gunicorn", *bind, "hub.wsgi:application"]


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SEARCH_ENGINE")}
    return {**kept, "DJANGO_SETTINGS_MODULE": "tests.demo_site.settings", "HUB_DEMO_FOLDER": str(folder)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError(f"The demo did not start.\n{(folder / 'server.log').read_text()}")


# ---------------------------------------------------------------- Filling


def copy_filled_hub(target: Path) -> None:
    """Copy the hub that was filled with this code, or fill one first."""
    shelf = Path(tempfile.gettempdir()) / "hub-demo-templates"
    shelf.mkdir(exist_ok=True)
    folder = shelf / digest()
    with (shelf / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not folder.exists():
            forget_old(shelf)
            fill(folder)
        shutil.copytree(folder, target, dirs_exist_ok=True)


def fill(folder: Path) -> None:
    unfinished = folder.with_suffix(".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for verb in (["migrate", "-v", "0"], ["load_demo"], ["collectstatic", "--no-input", "-v", "0"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *verb], cwd=ROOT, env=environment(unfinished), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{verb[0]} failed.\n{done.stderr}")
    unfinished.rename(folder)


def forget_old(shelf: Path) -> None:
    """Keep the last one: two versions of the code may be tested in turn."""
    folders = sorted((path for path in shelf.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for folder in folders[:-1]:
        shutil.rmtree(folder, ignore_errors=True)


def digest() -> str:
    found = sha256()
    for path in sorted({path for part in PARTS for path in ROOT.glob(part)}):
        if path.is_file() and path.suffix != ".pyc":
            found.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]
