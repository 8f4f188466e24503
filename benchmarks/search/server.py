"""A static host on loopback that sends files compressed, and remembers what it sent."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import unquote, urlsplit

_TYPES: Final = {".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}
#: Isolated pages may ask how much memory they and their workers use.
_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


@dataclass
class Host:
    """A folder that is served at ``url``; ``sent`` are (path, bytes of the body), in order."""

    folder: Path
    url: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    _ready: dict[str, tuple[bytes, bool]] = field(default_factory=dict)

    def body(self, path: str) -> tuple[bytes, bool] | None:
        """Return a file as it is sent and whether that is gzip; None if there is no such file."""
        if path not in self._ready:
            file = (self.folder / path).resolve()
            if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
                return None
            plain = file.read_bytes()
            small = gzip.compress(plain, 6)
            zipped = len(small) < len(plain)
            self._ready[path] = (small if zipped else plain, zipped)
        return self._ready[path]


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """Serve a folder as long as the context lasts."""
    host = Host(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            if not path or path.endswith("/"):
                path += "index.html"
            found = host.body(path)
            if found is None:
                self.send_error(404)
                return
            body, zipped = found
            suffix = Path(path).suffix
            kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            for name, value in _HEADERS.items():
                self.send_header(name, value)
            self.end_headers()
            host.sent.append((path, len(body)))
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    host.url = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
