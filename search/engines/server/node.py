"""One server in one folder."""

import base64
import hashlib
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError

from search.engines.server.distribution import ServerError, unpack
from search.engines.server.java import find_java

FOLDER = Path(__file__).parents[3] / "var" / "elasticsearch"
USUAL_PORT = 9200
PATIENCE = 120


@dataclass
class Node:
    """A server whose files are all in `folder`. With `users` (name: (password, role)) it asks who calls."""

    folder: Path
    heap: str = "512m"
    users: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    roles: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    #: Where the unpacked server is, if several nodes share it.
    shared: Path | None = None
    #: A folder with node.crt, node.key and the ca.crt that signed it, for a server that speaks https.
    certificates: Path | None = None

    @property
    def url(self) -> str:
        """Where it answers, or nothing if it does not run."""
        scheme = "https" if self.certificates else "http"
        return f"{scheme}://127.0.0.1:{self._port}" if self.pid and self._port else ""

    @property
    def pid(self) -> int:
        try:
            pid = int((self.folder / "pid").read_text())
            os.kill(pid, 0)
        except (OSError, ValueError):
            return 0
        return pid if self._is_ours(pid) else 0

    def start(self) -> str:
        """Start it unless it runs, wait until it is green, and return its address."""
        if not self.pid:
            self._launch()
        self.wait_until_green()
        return self.url

    def stop(self) -> bool:
        """Stop it. False if it did not run."""
        pid = self.pid
        if not pid:
            return False
        os.kill(pid, signal.SIGCONT)
        os.kill(pid, signal.SIGTERM)
        if not self._gone_within(30):
            os.kill(pid, signal.SIGKILL)
            self._gone_within(10)
        return True

    def wait_until_green(self) -> None:
        end, reason = time.monotonic() + PATIENCE, "it is not running"
        while time.monotonic() < end and self.pid:
            reason = self._why_not_green()
            if not reason:
                return
            time.sleep(0.25)
        raise ServerError(f"Elasticsearch did not become green: {reason}.\n{self._last_lines()}")

    def request(self, path: str) -> dict:
        request = urllib.request.Request(self.url + path)
        for name, (password, _role) in self.users.items():
            request.add_header("Authorization", "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode())
            break
        trusted = ssl.create_default_context(cafile=self.certificates / "ca.crt") if self.certificates else None
        with urllib.request.urlopen(request, timeout=5, context=trusted) as answer:
            return json.load(answer)

    # ------------------------------------------------------------------ Starting

    @property
    def _port(self) -> int:
        try:
            return int((self.folder / "port").read_text())
        except (OSError, ValueError):
            return 0

    def _launch(self) -> None:
        java = find_java()
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.shared or self.folder
        place.mkdir(parents=True, exist_ok=True)
        home = unpack(place)
        self._configure(home)
        environment = self._environment(java)
        account = self._give_to_account()
        command = [str(home / "bin" / "elasticsearch"), "-d", "-p", str((self.folder / "pid").resolve())]
        run = subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True, check=False, **account
        )
        if run.returncode:
            raise ServerError(f"Elasticsearch did not start:\n{(run.stdout + run.stderr)[-3000:]}")

    def _environment(self, java: Path) -> dict[str, str]:
        folder = self.folder.resolve()
        return {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            "ES_JAVA_HOME": str(java),
            "ES_PATH_CONF": str(folder / "config"),
            "ES_TMPDIR": str(folder / "tmp"),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
        }

    def _configure(self, home: Path) -> None:
        folder, port = self.folder.resolve(), free_port(self._port or USUAL_PORT)
        for name in ("data", "logs", "tmp"):
            (folder / name).mkdir(exist_ok=True)
        shutil.copytree(home / "config", folder / "config", dirs_exist_ok=True)
        lines = {
            "cluster.name": "hub",
            "node.name": "hub",
            "discovery.type": "single-node",
            "http.host": "127.0.0.1",
            "http.port": port,
            "transport.host": "127.0.0.1",
            "transport.port": "9300-9400",
            "path.data": folder / "data",
            "path.logs": folder / "logs",
            "xpack.security.enabled": str(bool(self.users)).lower(),
        } | dict(self.settings)
        if self.certificates:
            lines |= self._take_certificates(self.certificates, folder / "config")
        (folder / "config" / "elasticsearch.yml").write_text("".join(f"{k}: {v}\n" for k, v in lines.items()))
        (folder / "port").write_text(str(port))
        if self.users:
            self._write_users(folder / "config")

    def _take_certificates(self, source: Path, config: Path) -> dict[str, str]:
        for name in ("node.crt", "node.key"):
            shutil.copy(source / name, config)
        prefix = "xpack.security.http.ssl"
        return {f"{prefix}.enabled": "true", f"{prefix}.key": "node.key", f"{prefix}.certificate": "node.crt"}

    def _write_users(self, config: Path) -> None:
        (config / "users").write_text("".join(f"{name}:{hashed(pw)}\n" for name, (pw, _role) in self.users.items()))
        (config / "users_roles").write_text("".join(f"{role}:{name}\n" for name, (_pw, role) in self.users.items()))
        (config / "roles.yml").write_text(self.roles)

    def _give_to_account(self) -> dict:
        """The server refuses to run as root, who starts it in containers and on CI."""
        if os.geteuid():
            return {}
        account = next((pwd.getpwnam(name) for name in ("elasticsearch", "nobody") if _has_account(name)), None)
        if account is None:
            raise ServerError("Elasticsearch does not run as root, and there is no account `nobody` to run it as.")
        paths = [self.folder / name for name in ("config", "data", "logs", "tmp")]
        for path in (self.folder, *paths, *(inner for folder in paths for inner in folder.rglob("*"))):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    # ------------------------------------------------------------------ Watching

    def _is_ours(self, pid: int) -> bool:
        """A process id is used again after a restart of the machine."""
        try:
            return str(self.folder.resolve()).encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except FileNotFoundError:
            return not Path("/proc/self").exists()
        except PermissionError:
            return True

    def _why_not_green(self) -> str:
        try:
            health = self.request("/_cluster/health?wait_for_status=green&timeout=1s")
        except HTTPError as error:
            return f"it answers {error.code}"
        except (URLError, OSError, ValueError) as error:
            return f"it does not answer ({error})"
        return "" if health["status"] == "green" and not health["timed_out"] else f"its status is {health['status']}"

    def _gone_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self.pid and time.monotonic() < end:
            time.sleep(0.1)
        return not self.pid

    def _last_lines(self) -> str:
        log = self.folder / "logs" / "hub.log"
        return "\n".join(log.read_text().splitlines()[-15:]) if log.exists() else ""


def free_port(wanted: int) -> int:
    """The wanted port, or any that is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise ServerError("There is no free port.")


def hashed(password: str, rounds: int = 10_000) -> str:
    """A line of the file of users, as `elasticsearch-users` would write it."""
    salt = secrets.token_bytes(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, 32)
    return f"{{PBKDF2}}{rounds}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _has_account(name: str) -> bool:
    return any(account.pw_name == name for account in pwd.getpwall())
