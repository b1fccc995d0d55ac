"""A real proxy in front of Elasticsearch that misbehaves when told to, and counts what passes."""

import re
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

#: Seconds.
SLOW = 8.0
PRODUCT = {"x-elastic-product": "Elasticsearch"}


class FaultyProxy:
    """`fault`: "" passes everything on; else how it fails."""

    def __init__(self, target: str) -> None:
        self.target = urlsplit(target)
        self.fault = ""
        self.requests: list[str] = []
        self.credentials: list[str] = []
        self.busy = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"proxy": self}))
        self._server.daemon_threads = True
        # A client or server that goes away in the middle is what this is for.
        self._server.handle_error = lambda *_: None
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body of an answer leave together: the client would wait for the second packet otherwise.
    wbufsize = -1
    disable_nagle_algorithm = True
    proxy: FaultyProxy

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.proxy.requests.append(f"{self.command} {self.path}")
        self.proxy.credentials.append(self.headers.get("Authorization", ""))
        fault = self.proxy.fault
        if fault == "busy twice" and "/_bulk" in self.path:
            self.proxy.busy += 1
            fault = "429" if self.proxy.busy <= 2 else ""
        if fault == "silent":
            time.sleep(30)
        if fault == "slow":
            time.sleep(SLOW)
        if fault in ("refused", "silent"):
            self.close_connection = True
            return
        if fault.isdigit():
            self.answer(int(fault), b'{"error": {"type": "made_up", "reason": "a made-up fault"}}', PRODUCT)
            return
        status, content, headers = self.forward(body)
        if fault == "old version":
            content = re.sub(rb'"version":"9[^"]*"', b'"version":"8.19.0"', content)
        if fault == "no elasticsearch":
            content, headers = b"<html>Welcome to nginx!</html>", {"Content-Type": "text/html"}
        self.answer(status, content, headers, cut=fault == "truncated")

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

    def forward(self, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        connection = HTTPConnection(self.proxy.target.hostname or "", self.proxy.target.port or 80, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        connection.request(self.command, self.path, body, headers)
        response = connection.getresponse()
        kept = ("content-type", "x-elastic-product", "content-encoding")
        found = {name.lower(): value for name, value in response.getheaders() if name.lower() in kept}
        content = response.read()
        connection.close()
        return response.status, content, found

    def answer(self, status: int, content: bytes, headers: dict[str, str], *, cut: bool = False) -> None:
        headers = {"content-type": "application/json"} | headers
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        self.wfile.flush()
        self.close_connection = cut

    def log_message(self, *_: object) -> None:
        pass
