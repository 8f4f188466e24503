"""The edition → a static site, by MkDocs; and a server that follows an editor's work."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kashshaf.archive import CONFIG, SEEDS, THEME
from kashshaf.write import PRIVATE, replace

MKDOCS: Final = "mkdocs.yml"
SITE: Final = "site"
_STAMP: Final = f"{PRIVATE}/site-stamp"
#: Seconds of quiet after a change before the edition is made anew.
_SETTLE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Rendered:
    """How rendering went; ``output`` is what MkDocs said, if it failed."""

    ok: bool
    skipped: bool = False
    output: str = ""


def render(root: Path, *, strict: bool = True) -> Rendered:
    """Render ``site_src`` to ``site`` with ``mkdocs build --strict``.

    Nothing is rendered where neither what goes in nor what came out has changed since. Without
    ``strict`` a link may lead nowhere: pages that are kept speak of an edition that is gone.
    """
    stamp = root / _STAMP
    how = ["--strict"] if strict else []
    before = "".join((*how, _state(root, (MKDOCS, "site_src", THEME))))
    with contextlib.suppress(OSError):
        if stamp.read_text() == f"{before} {_state(root, (SITE,))}":
            return Rendered(ok=True, skipped=True)
    # Not --quiet, with which MkDocs 1.6 counts no warnings, and --strict fails at nothing.
    command = [sys.executable, "-m", "mkdocs", "build", *how, "--clean"]
    done = subprocess.run(
        [*command, "--config-file", MKDOCS],
        cwd=root,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode:
        return Rendered(ok=False, output=output)
    with contextlib.suppress(OSError):
        replace(root, _STAMP, f"{before} {_state(root, (SITE,))}".encode())
    return Rendered(ok=True)


def _environment() -> dict[str, str]:
    # Material 9.8 greets every build with a notice about MkDocs 2.
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def _state(root: Path, names: Iterable[str]) -> str:
    """Return a hash of the names, sizes and times of files; of the versions too."""
    from importlib.metadata import version

    import mkdocs

    hashed = hashlib.sha256(f"{mkdocs.__version__} {version('mkdocs-material')}".encode())
    for name in names:
        start = root / name
        paths = [start] if start.is_file() else []
        for directory, folders, files in os.walk(start):
            folders.sort()
            paths += [Path(directory) / file for file in sorted(files)]
        for path in paths:
            with contextlib.suppress(OSError):
                stat = path.stat()
                hashed.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return hashed.hexdigest()


def serve(root: Path, address: str, remake: Callable[[], None]) -> None:
    """Serve the site at ``address`` (host:port) until interrupted.

    ``remake`` is called when a source, record, register or the configuration changes; MkDocs
    then sees the pages that it wrote and reloads the browser.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    changed = threading.Event()
    over = threading.Event()

    class Watch(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "moved", "deleted"):
                changed.set()

    class WatchConfig(Watch):
        def on_any_event(self, event: FileSystemEvent) -> None:
            names = {Path(os.fsdecode(event.src_path)).name, _name(event.dest_path)}
            if names & {CONFIG, MKDOCS}:
                super().on_any_event(event)

    def follow() -> None:
        while not over.is_set():
            if not changed.wait(0.5):
                continue
            while changed.is_set():
                changed.clear()
                over.wait(_SETTLE)
            if not over.is_set():
                remake()

    observer = Observer()
    if (root / SEEDS).is_dir():
        observer.schedule(Watch(), str(root / SEEDS), recursive=True)
    observer.schedule(WatchConfig(), str(root), recursive=False)
    observer.start()
    follower = threading.Thread(target=follow, daemon=True)
    follower.start()
    os.environ.update(_environment())
    previous = Path.cwd()
    os.chdir(root)
    try:
        mkdocs_serve(config_file=str(root / MKDOCS), livereload=True, dev_addr=address)
    finally:
        os.chdir(previous)
        over.set()
        observer.stop()
        observer.join()
        follower.join(timeout=5)


def _name(path: bytes | str) -> str:
    return Path(os.fsdecode(path)).name if path else ""
