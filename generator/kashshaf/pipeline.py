"""The stages in order: an archive on disk → its edition on disk."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from kashshaf import write as writer
from kashshaf.archive import CARD_FILES, SEARCH_FILES, THEME, Inputs, read_inputs
from kashshaf.bounds import bounded
from kashshaf.checking.baseline import Baseline, read_baseline
from kashshaf.checking.judge import EVERYTHING, View, judge
from kashshaf.checking.waivers import Waived
from kashshaf.compose import compose
from kashshaf.config import read_config
from kashshaf.data import data_files
from kashshaf.desk import store as desk_store
from kashshaf.desk.forge import Forge, read_forge
from kashshaf.desk.page import desk_page
from kashshaf.desk.survey import survey
from kashshaf.face_cut import cut_face
from kashshaf.findings import finding
from kashshaf.fonts import NASKH, Face, faces_of, font_css, licence, naskh_source, preload_html
from kashshaf.glossary import glossary_pages, place_terms
from kashshaf.home import HOME, home_html
from kashshaf.index import Index
from kashshaf.lint.run import lint
from kashshaf.listings import register_pages, search_page
from kashshaf.model import CheckOptions, Edition, Finding, Fix, Location
from kashshaf.pictures.page import pictures_page
from kashshaf.render import pages_of
from kashshaf.resources import tree
from kashshaf.schemas.published import schema_pages
from kashshaf.search.script import script
from kashshaf.search.store import known as search_state
from kashshaf.search.store import withdraw
from kashshaf.share import cards
from kashshaf.share.files import share_files
from kashshaf.share.published import MKDOCS, Published, read_published
from kashshaf.unread import holds
from kashshaf.views import Views

_FONTS: Final = f"{THEME}/assets/kashshaf/fonts"
_SHEETS: Final = ("kashshaf", "search", "reading", "corrections")
_FACE_NAME: Final = re.compile(r"noto-(?:sans|naskh)-arabic\.[0-9a-f]{10}\.woff2")
_STAMP: Final = f"{writer.PRIVATE}/stamp.json"
#: Findings of the rules for press text, which `check` runs and a build does not.
OF_TEXTS: Final = ("K7",)

Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found and did; ``articles`` is how many the edition has.

    ``findings`` are those that count: ``waived`` and ``known`` (in the baseline) were set aside.
    ``options`` are those that a check followed. ``kept`` are pages of what cannot be read now.
    """

    findings: tuple[Finding, ...]
    articles: int
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    waived: tuple[Waived, ...] = ()
    known: tuple[Finding, ...] = ()
    options: CheckOptions = field(default_factory=CheckOptions)
    kept: int = 0


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Do without the cyclic collector: a run makes millions of objects and no cycle of them.

    It saves a twelfth of the time (100 articles: 1.63 s and 1.50 s of CPU in turn).
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_without_collector()
def generate(
    root: Path,
    *,
    progress: Progress = _silent,
    replace_edited: bool = False,
    prune: bool = True,
    desk: bool = False,
) -> Result:
    """Write the edition of the archive at ``root``; write nothing if nothing changed.

    What a run found is kept with the hash of all that it read. Where neither that nor the
    edition on disk has changed since, the stages need not run again to find the same. Without
    ``prune`` old files of the search index stay until the next run: somebody may be reading them.
    With ``desk`` there is a page for editors, too, whatever the configuration says.
    """
    inputs = read_inputs(root)
    published = read_published(root)
    baseline = baseline_of(root, inputs)
    forge = read_forge(root)
    fingerprint = _fingerprint(inputs, published, baseline, f"{desk} {forge}")
    if not replace_edited:
        known = _unchanged(root, fingerprint)
        if known is not None:
            return known
    edition, found = compose(inputs.files, progress, inputs.unread)
    views = make_views(edition, progress, published)
    files = edition_files(edition, progress, views)
    progress("writing", 0, len(files))
    hold = any(map(holds, (*inputs.findings, *found)))
    done = writer.write(root, files, replace_edited=replace_edited, hold=hold)
    written = tuple(done.written)
    if not any(f.code in ("K503", "K504") for f in done.findings):
        try:
            made, lacking = _write_faces(root, faces_of(edition))
            written += made
            done.findings += lacking
        except OSError as error:
            done.findings.append(writer.cannot(_FONTS, error))
    try:
        _write_search(root, views, progress, prune)
    except OSError as error:
        if not any(f.code == "K503" for f in done.findings):  # else the disk has been spoken of
            done.findings.append(writer.cannot(SEARCH_FILES, error))
        withdraw(root)  # an index of another edition may show what this one withholds
    try:
        cards.refresh(root, views, progress)
    except OSError as error:
        if not any(f.code == "K503" for f in done.findings):
            done.findings.append(writer.cannot(CARD_FILES, error))
    try:
        asked = _judged(edition, ordered((*inputs.findings, *found)), baseline).findings
        done.findings += _write_desk(root, views, asked, forge, desk=desk)
    except OSError as error:
        if not any(f.code == "K503" for f in done.findings):
            done.findings.append(writer.cannot(desk_store.FOLDER, error))
    every = ordered((*inputs.findings, *found, *_addresses(published), *done.findings))
    result = _judged(edition, every, baseline)
    result = replace(result, written=written, removed=tuple(done.removed), kept=done.kept)
    if not any(f.code.startswith("K5") for f in every):
        faces = [face.name for face in faces_of(edition)]
        _remember(root, fingerprint, result, writer.digest(writer.manifest(files)), faces)
    return result


@_without_collector()
def check(
    root: Path,
    *,
    progress: Progress = _silent,
    pages: bool = True,
    texts: bool = True,
    view: View = EVERYTHING,
    use_baseline: bool = True,
) -> Result:
    """Find all that can be found, and write nothing.

    With ``pages`` the edition on disk is compared with the one that would be written, with
    ``texts`` the rules for press text are run. ``view`` is what the command line asks to see.
    """
    inputs = read_inputs(root)
    baseline = baseline_of(root, inputs) if use_baseline else None
    look = everything_in if texts else compose
    edition, found = look(inputs.files, progress, inputs.unread)
    stale: tuple[Finding, ...] = ()
    if pages:
        hold = any(map(holds, (*inputs.findings, *found)))
        published = read_published(root)
        views = make_views(edition, progress, published)
        found = (*found, *_addresses(published))
        stale = writer.check(root, edition_files(edition, progress, views), hold=hold)
        for face in faces_of(edition):
            if not _has_face(root, face):
                missing = Location(f"{_FONTS}/{face.name}")
                stale += (finding("K501", missing, "the font is missing"),)
    every = ordered((*inputs.findings, *found, *stale))
    return _judged(edition, every, baseline, view, () if texts else OF_TEXTS)


def everything_in(
    files: Mapping[str, bytes],
    progress: Progress = _silent,
    unread: frozenset[str] = frozenset(),
) -> tuple[Edition, tuple[Finding, ...]]:
    """Return the edition and its findings as ``compose`` does, with those on press text."""
    edition, found = compose(files, progress, unread)
    return edition, (*found, *lint(edition, progress))


def _judged(
    edition: Edition,
    every: tuple[Finding, ...],
    baseline: Baseline | None,
    view: View = EVERYTHING,
    unasked: tuple[str, ...] | None = None,
) -> Result:
    judged = judge(edition, every, baseline, view, OF_TEXTS if unasked is None else unasked)
    return Result(
        ordered(judged.findings),
        len(edition.articles),
        waived=judged.waived,
        known=judged.known,
        options=edition.config.options,
    )


def baseline_of(root: Path, inputs: Inputs) -> Baseline:
    """Return the baseline that the archive's configuration names."""
    return read_baseline(root, read_config(inputs.files, []).options)


def make_views(
    edition: Edition, progress: Progress = _silent, published: Published | None = None
) -> Views:
    """Return the edition with its back-references, ready to be rendered."""
    progress("indexing", 0, 1)
    index = Index(edition)
    views = Views(index)
    views.term_pages = place_terms(index)
    views.published = published or Published()
    return views


def edition_files(
    edition: Edition, progress: Progress = _silent, views: Views | None = None
) -> dict[str, bytes]:
    """Return every file of the edition but the manifest: path → bytes."""
    views = views or make_views(edition, progress)
    index = views.index
    total = len(edition.articles) + len(edition.registers.people) + len(edition.registers.topics)
    files: dict[str, bytes] = {}
    for done, page in enumerate(pages_of(index, views)):
        if done % 64 == 0:
            progress("rendering", min(done, total), total)
        files[page.path] = page.text.encode()
    for pages in (register_pages(index, views), glossary_pages(index, views)):
        files.update((page.path, page.text.encode()) for page in pages)
    files.update((page.path, page.text.encode()) for page in data_files(index, views))
    files.update((page.path, page.text.encode()) for page in schema_pages())
    files.update((page.path, page.text.encode()) for page in share_files(views))
    page = search_page(views)
    files[page.path] = page.text.encode()
    page = pictures_page(views)
    files[page.path] = page.text.encode()
    files.update(theme_files(faces_of(index.edition)))
    files[f"{THEME}/{HOME}"] = home_html(views).encode()
    return files


@cache
def theme_files(faces: tuple[Face, ...]) -> Mapping[str, bytes]:
    """Return the theme's files as they stand in an archive, but for the faces themselves."""
    found = {f"{THEME}/{name}": lean(name, data) for name, data in tree("theme")}
    found[f"{THEME}/assets/kashshaf/search.js"] = script().encode()
    # What every page needs is one file, since each further one costs half a kilobyte of headers.
    sheets = [found.pop(f"{THEME}/assets/kashshaf/{name}.css") for name in _SHEETS]
    found[f"{THEME}/assets/kashshaf/{_SHEETS[0]}.css"] = font_css(faces).encode() + b"".join(sheets)
    # What only pages other than articles need at once.
    found[f"{THEME}/assets/kashshaf/pictures.css"] += found.pop(
        f"{THEME}/assets/kashshaf/results.css"
    )
    found[f"{_FONTS}/OFL.txt"] = licence()
    found[f"{THEME}/kashshaf/face.html"] = preload_html(faces).encode()
    return found


def lean(name: str, data: bytes) -> bytes:
    """Return a file of the theme without what only programmers read; others as they are.

    Comments and indentation are a sixth of what our style sheets and scripts weigh after gzip.
    """
    if name.endswith(".css"):
        return re.sub(rb"\n\s*", b"\n", re.sub(rb"/\*.*?\*/", b"", data, flags=re.S)).lstrip()
    if name.endswith(".js"):
        return re.sub(rb"^[ \t]*(?://.*|/\*[^\n]*\*/)\n", b"", data, flags=re.M)
    return data


def _addresses(published: Published) -> tuple[Finding, ...]:
    """Tell a site whose addresses our links do not have."""
    if not published.directory_urls:
        return ()
    return (finding("K506", Location(MKDOCS), "pages would have the addresses of folders"),)


def _has_face(root: Path, face: Face) -> bool:
    return (root / _FONTS / face.name).is_file()


def _write_faces(
    root: Path, faces: tuple[Face, ...]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Write the faces that are not there, and remove those that are no longer asked for.

    They are not in the manifest, since another version of the compressor makes other bytes of the
    same face. One that is not installed is a finding: a committed edition brings its own.
    """
    written: list[str] = []
    lacking: list[Finding] = []
    for face in faces:
        path = f"{_FONTS}/{face.name}"
        if _has_face(root, face):
            continue
        if face.family == NASKH and naskh_source() is None:
            lacking.append(finding("K505", Location(path), "the Naskh face is not installed"))
            continue
        writer.replace(root, path, cut_face(face))
        written.append(path)
    asked = {face.name for face in faces}
    for old in (root / _FONTS).glob("*.woff2"):
        if old.name not in asked and _FACE_NAME.fullmatch(old.name):
            old.unlink()
    return tuple(written), tuple(lacking)


def _write_search(root: Path, views: Views, progress: Progress, prune: bool) -> None:
    """Bring the search index up to date: it is no part of what is committed, nor counted."""
    from kashshaf.search import edition, store

    progress("search index", 0, 1)
    index = views.index
    made = edition.documents(index, views), edition.cards(index, views), edition.names(index)
    store.refresh(root, *made, prune=prune)


def _write_desk(
    root: Path, views: Views, findings: tuple[Finding, ...], forge: Forge, *, desk: bool
) -> tuple[Finding, ...]:
    """Write the page for editors, or take it away where nobody asks for it."""
    if not (desk or views.config.desk):
        return desk_store.refresh(root, None)
    found = survey(views.edition, ordered(findings))
    return desk_store.refresh(root, desk_page(found, views, forge))


def ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings by place, then code; the same one twice is one.

    What cannot be read comes first, since other findings may follow from it.
    """

    def key(found: Finding) -> tuple[bool, Location, str, str]:
        return (not holds(found), found.location, found.code, found.message)

    return bounded(sorted(dict.fromkeys(findings), key=key))


@cache
def _program() -> bytes:
    """Return a hash of Kashshaf itself: other code may find other things."""
    hashed = hashlib.sha256()
    for name, data in tree(""):
        hashed.update(name.encode() + b"\0" + data)
    return hashed.digest()


def _fingerprint(inputs: Inputs, published: Published, baseline: Baseline, desk: str) -> str:
    hashed = hashlib.sha256(_program())
    hashed.update(f"{published}\0{desk}\0{baseline.path}\0{len(baseline.data)}\0".encode())
    hashed.update(baseline.data)
    for found in baseline.findings:
        hashed.update(f"{found}\0".encode())
    for found in inputs.findings:
        hashed.update(f"{found}\0".encode())
    for path, data in inputs.files.items():
        hashed.update(f"{path}\0{len(data)}\0".encode() + data)
    return hashed.hexdigest()


def _unchanged(root: Path, fingerprint: str) -> Result | None:
    """Return the last result, if that is what a run would come to again."""
    try:
        stamp = json.loads((root / _STAMP).read_bytes())
        manifest = (root / writer.MANIFEST).read_bytes()
        if stamp["inputs"] != fingerprint or stamp["manifest"] != writer.digest(manifest):
            return None
        if not stamp["search"] or stamp["search"] != search_state(root):
            return None
        if stamp["cards"] != cards.state(root) or stamp["desk"] != desk_store.state(root):
            return None
        result = Result(
            tuple(map(_remembered, stamp["findings"])),
            int(stamp["articles"]),
            waived=tuple(Waived(_remembered(f), str(reason)) for f, reason in stamp["waived"]),
            known=tuple(map(_remembered, stamp["known"])),
        )
        faces = [root / _FONTS / name for name in stamp["faces"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    hashes = writer.read_manifest(root)
    if not all(face.is_file() for face in faces) or any(
        writer.file_digest(root / path) != wanted for path, wanted in hashes.items()
    ):
        return None
    foreign = tuple(writer.foreign(root, {*hashes, writer.MANIFEST}))
    return None if foreign else result


def _remembered(item: dict[str, Any]) -> Finding:
    """Return a finding of the stamp: ``asdict`` the other way round."""
    fix = Fix(**item["fix"]) if item["fix"] else None
    return Finding(**{**item, "location": Location(**item["location"]), "fix": fix})


def _remember(
    root: Path, fingerprint: str, result: Result, manifest: str, faces: list[str]
) -> None:
    stamp = {
        "inputs": fingerprint,
        "manifest": manifest,
        "search": search_state(root),
        "cards": cards.state(root),
        "faces": faces,
        "desk": desk_store.state(root),
        "articles": result.articles,
        "findings": [asdict(found) for found in result.findings],
        "waived": [(asdict(one.finding), one.reason) for one in result.waived],
        "known": [asdict(found) for found in result.known],
    }
    with contextlib.suppress(OSError):  # what is not remembered is found again
        writer.replace(root, _STAMP, json.dumps(stamp, ensure_ascii=False).encode())
