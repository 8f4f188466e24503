"""The typefaces: what is asked for, what is cut, and what happens where one is not installed."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from kashshaf import face_cut, fonts, pipeline
from kashshaf.fonts import FAMILY, NASKH, PRELOAD, WEIGHTS, Characters, Face, faces_of
from kashshaf.resources import tree
from tests.support import ROOT, Archive, composed

FONTS = "theme/assets/kashshaf/fonts"
SANS = Face(FAMILY, "core", WEIGHTS)
TEXT = Face(NASKH, "core", (400, 400))
with_naskh = pytest.mark.skipif(fonts.naskh_source() is None, reason="make fonts was not run")


def made(face: Face) -> Any:
    return TTFont(BytesIO(face_cut.cut_face(face)))


def features(font: Any, table: str) -> set[str]:
    return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}


def faces(text: str = "نص المقالة.", config: str = "", register: str = "") -> tuple[Face, ...]:
    files = {"seeds/articles/a.txt": text, "kashshaf.yml": f"title: أرشيف\n{config}"}
    if register:
        files["seeds/registers/people.yml"] = register
    edition, _ = composed(files)
    return faces_of(edition)


def test_the_text_is_in_naskh_where_the_archive_says_so() -> None:
    assert faces() == (SANS,)
    assert faces(config="faces: {text: sans}\n") == (SANS,)
    assert faces(config="faces: {text: naskh}\n") == (SANS, TEXT)


@pytest.mark.parametrize("value", ["kufi", "[naskh]", ""])
def test_another_face_is_a_finding_and_none(value: str) -> None:
    files = {"kashshaf.yml": f"faces:\n  text: {value}\n"}
    edition, findings = composed(files)
    assert faces_of(edition) == (SANS,)
    assert value == "" or [(f.location.line, f.code) for f in findings] != []


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("زار چمران المدينة.", ""),
        ("قال café.", ""),
        ("قال النبي ﷺ.", ""),
        ("نص.", '- {id: a-b, name: "پرويز مشرف", sort: "مشرف، پرويز"}'),
        ("نص.", '- {id: a-b, name: "فلان الفلاني", latin: "José", sort: "الفلاني، فلان"}'),
    ],
)
def test_an_archive_that_is_written_with_more_letters_has_them(text: str, register: str) -> None:
    assert [face.characters for face in faces(text, register=register)] == ["wide"]


def test_what_arabic_is_written_with_is_the_core() -> None:
    letters = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
    marks = "".join(map(chr, range(0x64B, 0x653))) + "ٰٱـ"
    text = f"{letters} ب{marks} «» “” ‘’ – — … ، ؛ ؟ ٪ ٠٩ 09 (HuffPost) [x] 100%"
    assert [face.characters for face in faces(text)] == ["core"]


def test_all_characters_on_demand() -> None:
    config = "faces:\n  text: naskh\n  characters: all\n"
    assert [face.characters for face in faces(config=config)] == ["all", "all"]


def test_every_word_of_the_interface_is_in_the_core() -> None:
    wanted = set(map(chr, SANS.code_points or ()))
    for name, data in (*tree("templates"), *tree("theme")):
        if name.endswith((".md", ".html", ".js")) and "search" not in name:
            arabic = {c for c in data.decode() if "\u0600" <= c <= "\u06ff"}
            assert arabic <= wanted | set("چپگڤ"), name


@pytest.mark.parametrize("family", [FAMILY, pytest.param(NASKH, marks=with_naskh)])
@pytest.mark.parametrize("characters", ["core", "wide"])
def test_a_face_is_small_and_joins_and_marks(family: str, characters: Characters) -> None:
    face = Face(family, characters, WEIGHTS if family == FAMILY else (400, 400))
    assert len(face_cut.cut_face(face)) < (32_000 if characters == "core" else 50_000) < 80_000
    font = made(face)
    wanted = face.code_points
    assert wanted is not None
    assert {ord(c) for c in "ءآأابتثلمىيةًّ«»؟،٠9Hz"} <= set(font.getBestCmap()) <= wanted
    assert {"init", "medi", "fina", "rlig", "ccmp"} <= features(font, "GSUB")
    assert {"mark", "mkmk", "kern"} <= features(font, "GPOS")
    assert "SIL Open Font License" in font["name"].getDebugName(13).replace("SIL OPEN", "SIL Open")


@with_naskh
def test_lines_of_both_faces_are_as_high() -> None:
    boxes = []
    for font in (made(SANS), made(TEXT)):
        unit, table = font["head"].unitsPerEm, font["hhea"]
        boxes.append([round(v / unit, 2) for v in (table.ascent, table.descent, table.lineGap)])
        assert font["OS/2"].sTypoAscender == table.ascent
    assert boxes[0] == boxes[1]


@with_naskh
def test_arabic_letters_are_larger_than_they_come_and_digits_are_not() -> None:
    font = made(TEXT)
    sources = {piece.name: piece for piece in fonts.naskh_source() or ()}
    for piece, character, scale in (("arabic.woff2", "م", 1.12), ("latin.woff2", "7", 1)):
        came = TTFont(BytesIO(sources[piece].read_bytes()))
        before, after = (
            one["hmtx"][one.getBestCmap()[ord(character)]][0] / one["head"].unitsPerEm
            for one in (came, font)
        )
        assert after / before == pytest.approx(scale, abs=0.01)


@with_naskh
def test_the_same_face_is_the_same_bytes() -> None:
    again = face_cut.cut_face.__wrapped__
    for face in (SANS, TEXT):
        assert again(face) == face_cut.cut_face(face)


def test_names_of_files_follow_from_the_choice_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [SANS.name, TEXT.name]
    monkeypatch.setattr(fonts, "naskh_source", lambda: None)
    assert [SANS.name, TEXT.name] == names
    assert len({Face(NASKH, c, (400, 400)).name for c in ("core", "wide", "all")}) == 3


def test_the_policy_in_the_documentation_names_the_script_of_the_pages() -> None:
    digest = base64.b64encode(hashlib.sha256(PRELOAD.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in (ROOT / "docs/hosting.md").read_text(encoding="utf-8")


# On disk


def written(archive: Archive) -> list[str]:
    return sorted(p.name.split(".")[0] for p in (archive.root / FONTS).glob("*.woff2"))


@with_naskh
def test_faces_come_and_go_with_the_configuration(small: Archive) -> None:
    old = small.read("kashshaf.yml")
    small.build()
    assert written(small) == ["noto-sans-arabic"]
    assert "Kashshaf Naskh" not in small.read("theme/kashshaf/face.html")
    small.write("kashshaf.yml", old + "faces: {text: naskh}\n")
    assert pipeline.generate(small.root).findings == ()
    assert written(small) == ["noto-naskh-arabic", "noto-sans-arabic"]
    assert pipeline.check(small.root).findings == ()
    (face,) = (small.root / FONTS).glob("noto-naskh-*")
    assert face.name in small.read("theme/kashshaf/face.html")
    # A file of somebody else's is left alone.
    small.write(f"{FONTS}/mine.woff2", b"")
    small.write("kashshaf.yml", old)
    small.build()
    assert written(small) == ["mine", "noto-sans-arabic"]


def test_a_face_that_is_not_installed_is_a_finding_and_all_else_is_built(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "naskh_source", lambda: None)
    small.write("kashshaf.yml", small.read("kashshaf.yml") + "faces: {text: naskh}\n")
    for _ in range(2):
        (found,) = pipeline.generate(small.root).findings
        assert (found.code, found.severity) == ("K505", "warning")
        assert found.location.path == f"{FONTS}/{TEXT.name}"
    assert written(small) == ["noto-sans-arabic"]
    assert [f.code for f in pipeline.check(small.root).findings] == ["K501"]
    # A committed edition brings its own.
    small.write(f"{FONTS}/{TEXT.name}", b"wOF2")
    assert pipeline.generate(small.root).findings == ()
    assert pipeline.check(small.root).findings == ()


def test_another_version_of_the_face_is_not_taken(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "files").mkdir(parents=True)
    for piece in fonts.NASKH_PIECES:
        name = f"files/noto-naskh-arabic-{piece}-400-normal.woff2"
        (source / name).write_bytes(b"wOF2")
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools/fonts')!r}); from pathlib import Path;"
        f" from install import install; install(Path({str(source)!r}), Path({str(target)!r}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.search(r"another version .* [0-9a-f]{64}", done.stderr)
    assert not target.exists()


@with_naskh
@pytest.mark.slow
def test_the_wheel_has_the_face_and_its_licence() -> None:
    folder = Path(str(fonts.naskh_source()[0])).parent  # type: ignore[index]
    assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8")
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert "/generator/kashshaf/faces/" in ignored  # fonts are depended on, not pasted
    assert 'artifacts = ["generator/kashshaf/faces/**"]' in (ROOT / "pyproject.toml").read_text()
    assert shutil.which("git") is None or not subprocess.run(
        ["git", "ls-files", "generator/kashshaf/faces"],
        cwd=ROOT, capture_output=True, check=False,
    ).stdout  # fmt: skip
