"""``kashshaf check --fix``: corrections into records, byte for byte beside what stood there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kashshaf import compose as composing
from kashshaf.checking.fix import edited
from kashshaf.checking.insert import with_corrections
from kashshaf.checking.spans import Spans
from kashshaf.findings import finding
from kashshaf.model import Edition, Finding, Fix, Location
from kashshaf.parse import front_matter
from kashshaf.source import Lines
from tests.support import Archive, Json, article

#: Fault → what should stand there. The findings are made here, so that no rule of the package
#: decides what these tests mean.
FAULTS = {"خطا بين": "صواب بين", "بين أخر": "بين آخر"}
PLACE = Location("seeds/articles/a.txt", 1, 1)


@pytest.fixture(autouse=True)
def rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every fault of FAULTS be found, unless its record has a correction of it."""
    real = composing.compose

    def compose(
        files: Mapping[str, bytes], *arguments: Json
    ) -> tuple[Edition, tuple[Finding, ...]]:
        edition, found = real(files, *arguments)
        findings = [f for f in found if f.code != "K202" or "«corrections»" not in f.message]
        for one in edition.articles:
            record = f"{one.path.rpartition('.')[0]}.yml"
            text = files.get(record, b"").decode(errors="replace")
            if one.path.endswith(".md"):
                text += front_matter(one.printed)[0]
            if "\u202e" in text:
                findings.append(finding("K104", Location(record, 1, 1), "bidi control"))
            lines = Lines(one.path, one.printed)
            for surface, correct in FAULTS.items():
                for match in re.finditer(re.escape(surface), one.printed):
                    block = next(b for b in one.blocks if one.in_source(b.span).end > match.start())
                    fix = Fix(record, block.anchor, surface, correct, "spelling")
                    said = finding("K011", lines.at(match.start()), f"«{surface}»")
                    if f"paragraph: {block.anchor.removeprefix('p')}" in text:
                        continue
                    if surface.strip() in text and "paragraph:" not in text:
                        continue
                    findings.append(replace(said, fix=fix))
        return edition, tuple(findings)

    monkeypatch.setattr("kashshaf.pipeline.compose", compose)


def faulty(
    archive: Archive, record: str | None, text: str = "قال نعم خطا بين يزد على هذا شيئا.\n"
) -> str:
    """Write an article with a fault, and return the path of its record."""
    archive.write("seeds/articles/a.txt", text)
    if record is not None:
        archive.write("seeds/articles/a.yml", record.encode())
    return "seeds/articles/a.yml"


def corrections(archive: Archive, path: str) -> Json:
    return yaml.safe_load((archive.root / path).read_bytes())["corrections"]


ONE = {"surface": "خطا بين", "correct": "صواب بين", "kind": "spelling"}


# What is written


@pytest.mark.parametrize(
    ("record", "after"),
    [
        ("title: ع\n", "title: ع\n{new}"),
        ("title: ع # هنا\n\n# آخر\n", "title: ع # هنا\n\n# آخر\n{new}"),
        ("title: ع", "title: ع\n{new}"),
        ("title: 'ع'\r\nslug: \"x\"\r\n", "title: 'ع'\r\nslug: \"x\"\r\n{new}"),
        ("\ufefftitle: ع\n", "\ufefftitle: ع\n{new}"),
        ("# لا شيء بعد\n", "# لا شيء بعد\n{new}"),
        ("", "{new}"),
        ("title: ع\n...\n", "title: ع\n{new}...\n"),
        ("note: |\n  سطر\n  آخر\n", "note: |\n  سطر\n  آخر\n{new}"),
        ("corrections: # له\n\ntitle: ع\n", "corrections: # له\n{item}\n\ntitle: ع\n"),
        ("corrections: []\ntitle: ع\n", "corrections: [{flow}]\ntitle: ع\n"),
        ("{title: ع}\n", "{{title: ع, corrections: [{flow}]}}\n"),
    ],
)
def test_what_stood_in_the_record_stands_there_still(
    archive: Archive, record: str, after: str
) -> None:
    path = faulty(archive, record)
    source = (archive.root / "seeds/articles/a.txt").read_bytes()
    result = archive.run("check", "--no-pages", "--fix")
    assert "1 correction written." in result.stdout
    line = "\r\n" if "\r\n" in record else "\n"
    item = line.join(('  - surface: "خطا بين"', '    correct: "صواب بين"', "    kind: spelling"))
    flow = '{surface: "خطا بين", correct: "صواب بين", kind: spelling}'
    new = f"corrections:{line}{item}{line}"
    expected = after.format(new=new, item=item, flow=flow)
    assert (archive.root / path).read_bytes().decode() == expected
    assert corrections(archive, path) == [ONE]
    assert (archive.root / "seeds/articles/a.txt").read_bytes() == source
    # It is done: another run has nothing to write.
    assert "0 corrections written." in archive.run("check", "--no-pages", "--fix").stdout
    assert (archive.root / path).read_bytes().decode() == expected


NL = "\n"
CRLF = "\r\n  "
ROWS = "surface: نعم\ncorrect: لا\nkind: spelling"
OLD = "{surface: نعم, correct: لا, kind: spelling, note: 'س'}"


@pytest.mark.parametrize(
    "record",
    [
        f"corrections: [{OLD}]\ntitle: ع\n",
        f"corrections: [{OLD}, ]\n",
        f"corrections: [\n  {OLD}, # هنا\n]\ntitle: ع",
        f"corrections:\n- {OLD} # هنا\n# وهنا\ntitle: ع\n",
        f"corrections:\n    -   {OLD}\n\n\ntitle: ع",
        f"corrections:\n  - {ROWS.replace(NL, NL + '    ')} # ب\n    note: |\n      س\n",
        f"corrections:\n- {ROWS.replace(NL, NL + '  ')}\n  note: >-\n    س\n\n\ntitle: ع",
        f"corrections:\r\n- {ROWS.replace(NL, CRLF)}\r\n  note: س",
    ],
)
def test_a_list_goes_on_in_its_own_style(archive: Archive, record: str) -> None:
    path = faulty(archive, record)
    archive.run("check", "--no-pages", "--fix")
    first, second = corrections(archive, path)
    old = {"surface": "نعم", "correct": "لا", "kind": "spelling", "note": "س"}
    assert ({k: v.strip() for k, v in first.items()}, second) == (old, ONE)
    written = (archive.root / path).read_bytes().decode()
    # Every character that stood there stands there, in its order.
    left = iter(written)
    assert all(char in left for char in record)
    assert ("\n" in written.replace("\r\n", "")) == ("\n" in record.replace("\r\n", ""))


def test_a_record_is_made_where_there_is_none(archive: Archive) -> None:
    path = faulty(archive, None)
    result = archive.run("check", "--no-pages", "--fix")
    assert corrections(archive, path) == [ONE]
    assert result.stdout.count(f"{path}: new file") == 1


def test_a_record_that_was_there_is_not_said_to_be_new(archive: Archive) -> None:
    path = faulty(archive, "title: ع\n")
    result = archive.run("check", "--no-pages", "--fix")
    assert (f"{path}: corrected" in result.stdout, "new file" in result.stdout) == (True, False)


def test_the_record_in_front_matter_is_written_and_the_text_is_not(archive: Archive) -> None:
    path = "seeds/articles/a.md"
    body = "# عنوان المقالة\r\nقال نعم خطا بين يزد.\r\n---\r\nآخر.\r\n"
    archive.write(path, f"---\r\ntitle: ع\r\n---\r\n{body}".encode())
    archive.run("check", "--no-pages", "--fix")
    written = (archive.root / path).read_bytes().decode()
    assert written.endswith(f"\r\n---\r\n{body}")
    assert yaml.safe_load(front_matter(written)[0]) == {"title": "ع", "corrections": [ONE]}
    assert not (archive.root / "seeds/articles/a.yml").exists()
    # Without front matter there is nothing to write in: a record is made beside it.
    archive.write(path, body.encode())
    archive.run("check", "--no-pages", "--fix")
    assert (archive.root / path).read_bytes().decode() == body
    assert corrections(archive, "seeds/articles/a.yml") == [ONE]


def test_the_paragraph_is_named_where_the_surface_occurs_more_than_once(archive: Archive) -> None:
    line = "قال نعم خطا بين يزد على هذا شيئا.\n"
    path = faulty(archive, "title: ع\n", line + line)
    archive.run("check", "--no-pages", "--fix")
    assert [c["paragraph"] for c in corrections(archive, path)] == [1, 2]


def test_a_surface_that_occurs_twice_in_a_paragraph_is_taken_with_its_neighbours() -> None:
    text = "قال هذا خطا بين يزد، ثم قال خطا بين ينقص."
    spans = Spans(article(text))
    places = Lines(PLACE.path, text)
    found = [finding("K011", places.at(m.start()), "") for m in re.finditer("خطا بين", text)]
    fix = Fix("", "p1", "خطا بين", "صواب بين", "spelling")
    taken = [spans.take(one, fix) for one in found]
    assert [(t.surface, t.correct, t.anchor) for t in taken if t] == [
        ("هذا خطا بين", "هذا صواب بين", ""),
        ("قال خطا بين", "قال صواب بين", ""),
    ]
    # White space at an edge would be lost: it is taken with a word.
    (edge,) = [Spans(article(text)).take(found[0], Fix("", "", "خطا ", "", "spelling"))]
    assert edge is not None
    assert (edge.surface.strip(), edge.correct.strip()) == (edge.surface, edge.correct)


def test_of_two_corrections_that_overlap_one_is_written_at_a_time(archive: Archive) -> None:
    path = faulty(archive, "title: ع\n", "قال نعم خطا بين أخر شيئا.\n")
    archive.run("check", "--no-pages", "--fix")
    surfaces = [c["surface"] for c in corrections(archive, path)]
    assert surfaces[0] == "خطا بين"


def test_only_what_is_asked_for_and_counts_is_written(archive: Archive) -> None:
    path = faulty(archive, "title: ع\n")
    before = archive.files("seeds")
    archive.run("check", "--no-pages", "--fix", "--select", "K4")
    archive.run("check", "--no-pages", "--fix", "--ignore", "K011")
    assert archive.files("seeds") == before
    waiver = "title: ع\nwaivers: [{code: K011, reason: هكذا في الأصل}]\n"
    archive.write(path, waiver)
    archive.run("check", "--no-pages", "--fix")
    assert archive.read(path) == waiver
    archive.write(path, "title: ع\n")
    archive.run("check", "--no-pages", "--write-baseline")
    archive.run("check", "--no-pages", "--fix")
    assert archive.files("seeds") == before
    archive.run("check", "--no-pages", "--fix", "--no-baseline")
    assert corrections(archive, path) == [ONE]


def test_what_is_written_is_told_beside_a_machines_format(archive: Archive) -> None:
    faulty(archive, "title: ع\n")
    result = archive.run("check", "--no-pages", "--fix", "--format", "json")
    assert "corrected «خطا بين» to «صواب بين» (spelling)" in result.stderr
    assert "K011" not in {row["code"] for row in json.loads(result.stdout)}


def test_a_finding_with_a_correction_says_so_in_json(archive: Archive) -> None:
    path = faulty(archive, "title: ع\n")
    rows = json.loads(archive.run("check", "--no-pages", "--format", "json").stdout)
    (row,) = [row for row in rows if row["code"] == "K011"]
    assert row["fix"] == {"record": path, "anchor": "p1", **ONE}


# What is left alone


@pytest.mark.parametrize(
    "record",
    [
        "corrections: null\n",
        "corrections: هذا\n",
        "corrections: {surface: و}\n",
        "- title\n",
        "title: [\n",
        "title: &a x\nslug: *a\n",
        "corrections: []\ncorrections: []\n",
        "\ttitle: x\n",
        "<<<<<<< HEAD\ntitle: x\n",
    ],
)
def test_a_record_that_is_not_understood_is_left_alone(archive: Archive, record: str) -> None:
    path = faulty(archive, record)
    result = archive.run("check", "--no-pages", "--fix")
    assert archive.read(path) == record
    assert result.exit_code == 1
    assert "K434" in result.stdout
    assert "0 corrections written." in result.stdout


def test_a_record_that_cannot_be_read_is_left_alone(archive: Archive, tmp_path: Path) -> None:
    path = faulty(archive, None)
    # One that an editor named wrongly may withhold the text.
    archive.write("seeds/articles/a.yaml", "rights: none\n")
    assert "K434" in archive.run("check", "--no-pages", "--fix").stdout
    assert not (archive.root / path).exists()
    (archive.root / "seeds/articles/a.yaml").unlink()
    outside = tmp_path / "outside.yml"
    outside.write_text("title: x\n", encoding="utf-8")
    (archive.root / path).symlink_to(outside)
    assert "K434" in archive.run("check", "--no-pages", "--fix").stdout
    assert outside.read_text(encoding="utf-8") == "title: x\n"
    # A link within the archive is read, and not written over.
    (archive.root / path).unlink()
    (archive.root / "seeds/b.yml").write_text("title: x\n", encoding="utf-8")
    (archive.root / path).symlink_to(archive.root / "seeds/b.yml")
    assert "K434" in archive.run("check", "--no-pages", "--fix").stdout
    assert (archive.root / path).is_symlink()
    assert archive.read("seeds/b.yml") == "title: x\n"


def test_a_record_that_would_be_worse_is_left_alone(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = faulty(archive, "title: ع\n")
    monkeypatch.setitem(FAULTS, "خطا بين", "\u202eصواب")  # a bidi control: K104
    result = archive.run("check", "--no-pages", "--fix")
    assert archive.read(path) == "title: ع\n"
    assert "K104" in result.stdout
    assert "K434" in result.stdout


def test_a_record_that_cannot_be_written_is_said_to_be_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = faulty(archive, "title: ع\n")

    def replaced(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kashshaf.checking.fix.writer.replace", replaced)
    result = archive.run("check", "--no-pages", "--fix")
    assert (result.exit_code, archive.read(path)) == (1, "title: ع\n")
    assert re.search("K434 .*No space left", result.stdout)


def test_the_permissions_of_a_record_stay(archive: Archive) -> None:
    path = archive.root / faulty(archive, "title: ع\n")
    path.chmod(0o640)
    archive.run("check", "--no-pages", "--fix")
    assert path.stat().st_mode & 0o777 == 0o640


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(surface=TEXTS, correct=TEXTS, note=TEXTS)
def test_whatever_is_corrected_the_rest_of_the_record_is_what_it_was(
    surface: str, correct: str, note: str
) -> None:
    fix = Fix("a.yml", "p2", surface, correct, "punctuation")
    for old in (
        f"note: {json.dumps(note, ensure_ascii=False)}  # {note.splitlines()[0]}\n",
        f"corrections:\n  - {{surface: {json.dumps(note)}, correct: ''}} # x\nz: 1\n",
    ):
        new = edited("a.yml", old.encode(), [fix])
        if new is None:  # it says that it is not understood, and nothing is written
            continue
        read, before = yaml.safe_load(new), yaml.safe_load(old)
        assert read["corrections"][-1]["surface"] == surface
        assert read["corrections"][-1]["correct"] == correct
        read["corrections"].pop()
        assert (read["corrections"] or None) == before.get("corrections")
        assert {k: v for k, v in read.items() if k != "corrections"} == {
            k: v for k, v in before.items() if k != "corrections"
        }


def test_no_place_in_what_is_no_list() -> None:
    fix = [Fix("a.yml", "", "أ", "ب", "spelling")]
    assert with_corrections("corrections: ~\n", fix) is None
    assert with_corrections("[]\n", fix) is None
    assert edited("a.yml", "title: ع".encode("cp1256"), fix) is None
    made = edited("a.yml", None, fix)
    assert made is not None
    assert made.startswith(b"corrections:\n")


def test_quotation_marks_in_a_surface_need_no_backslashes() -> None:
    made = edited("a.yml", None, [Fix("a.yml", "", 'قال" هذا', 'قال "هذا', "punctuation")])
    assert made is not None
    assert "surface: 'قال\" هذا'" in made.decode()
    made = edited("a.yml", None, [Fix("a.yml", "", "أ'\"\\ب", "أ", "punctuation")])
    assert made is not None
    assert yaml.safe_load(made)["corrections"][0]["surface"] == "أ'\"\\ب"
