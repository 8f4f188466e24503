"""Print tests/search/parity.json: what the search takes for words, by its Python side.

python tools/search_parity.py > tests/search/parity.json

The reader's script must say the same of every text in it (tests/search/test_parity.py).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "generator"))

from kashshaf.search.build import parts
from kashshaf.search.spelling import distance
from kashshaf.search.text import bare, coarse, fine, key, words

ROOT: Final = Path(__file__).resolve().parent.parent
#: The blocks of Arabic: letters, marks, digits, signs, presentation forms, and what is unassigned.
BLOCKS: Final = ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
#: What else may stand in a word, beside one, or look as if it did.
OTHERS: Final = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x300, 0x370),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    *(0x034F, 0x070F, 0x1680, 0x180E, 0x2212, 0x3000, 0xFFFC, 0xFFFD),
    *(0x10E60, 0x1D7D8, 0x1EE00, 0x1EE17, 0x1F600, 0x1F1F8, 0x20000, 0xE0061),
)
#: One to a rule, with what the rule is about in it twice or at an edge.
SAMPLES: Final = (
    "",
    " ",
    "الرياض الـرِّيـــاض ـالرياض الرياضـ ـ ــ",
    "أحمد إحمد آحمد ٱحمد احمد أإآاٱ",
    "مسؤول مسئول مسوول مسءول رئيس رءيس هيئة هيأة قراءة شيء شئ",
    "على علي مدرسة مدرسه مدرسۃ إلى الي",
    "کیف گلاب پاریس چین ڤيينا ژنو ھلال ہند ۃ ے ۓ",
    "ﷲ ﷺ ﷴ ﷼ ﻻ ﻼ ﻷ ﻹ ﻵ ﺍﻟﺴﻼﻡ ﺃﻧﺘﻮﻧﻲ ﺷﻰﺀ ﱠ ﹷﹹ ﰀﰁ ﯿﯽ",
    "٢٠٢٤ ۲۰۲۴ 2024 ٣٫٥ ۳٫۵ 3.5 3,5 1,500 ١٬٥٠٠ 1.500.000 12,34,567 1,23 007 3.14159 12345.67",
    "12345.678 1234,567 1234.567 1234567,890 0,001 000,000",
    "7.10.2023 ٧/١٠/٢٠٢٣ 10-12 5% ٥٪ 3.5. .5 5, 1..2 1.,2 1,2,3 192.168.0.1 1.5.2024 100,000,00",
    "إف-16 إف١٦ بي2بي F-16 F16 كوفيد-19 5G ج20 2ج",
    "Müller MÜLLER Mu\u0308ller naïve Ærø Œuvre Straße STRASSE ẞ Łódź Đặng İstanbul ıI ﬁ ĳ ǅ ªº",
    "l'État O'Neil e-mail a_b A.B. U.S. user@example.com https://example.com/a?b=ج",
    "قال:«نعم»،ثم“لا”؛هل؟نعم!(ربما)[لا]{و}…واو-عطف—شرطة/مائل ـ،ـ",
    "كلمة\u200cكلمة كلمة\u200dكلمة كلمة\u200bكلمة كل\u00admة \u200fكلمة\u200e \u202bكلمة\u202c",
    "\u2067كلمة\u2069 \ufeffكلمة \u061cكلمة",
    "مَدْرَسَةٌ مُّدَرِّسُونَ ًٌٍَُِّْ بٰبٓبٔبٕ هٰذا ال\u0670رحمٰن ۖۗۘۙۚۛۜ ۝ ۞ ۩ قُرْءَان",
    "بْ ْب َ َب ب َ ء ٔ أ\u0654 ا\u0654 ا\u0655 ا\u0653 و\u0654 ي\u0654",
    "سلام😀سلام 👩‍👩‍👧 🇵🇸غزة 𞸀𞸁 𐹠 𝟘1 😀1😀a😀ب",
    "abcعربي عربيabc 12عربي عربي12 abc12 12abc ١٢abc é1 لـHuffPost لHuffPost",
    "\t\n\r\x0b\x0c\x00\x1f\x7f\x85\u2028\u2029 ا\nب ا\u2028ب",
    "والكتاب وبالكتاب وللكتاب فللكتاب كالكتاب بالكتاب للكتاب ولكتاب سيكتب وسيكتب فسيكتبون",
    "كتابهما كتابها كتابهم كتابهن كتابنا كتابكم كتابه كتابات كتابتان كتابتين كاتبون كاتبين كتابان",
    "وو وول ووا ال الا الال لل للل لله ولله بالله والله تالله آل أل إل ف ب ل ك س و",
    "ه هه ههه هههههههه ات ون ين ان اتات ونون اوي اواوي ييي",
    "وَوَزَّعَ ومؤسساتها، وفلسطينيّي الـ48 بـ«الأمم المتحدة»",
)
#: Names with their near misses, and what has no letters to compare.
NAMES: Final = tuple(
    "ترامب ترمب طرامب ترامبو اترامب غرينبرغ جرينبرج قرينبرق غرينبيرغ غوتيريس جوتيريش غوتيرش انتوني"
    " انطوني بلينكن بلنكن بلنكين رونالد رونالدو حرب محراب محارب كوريا قوريا سوريا صوريا اوباما"
    " وباما ا اا و ب ه هه نتنياهو نتانياهو بنغلاديش بنجلادش".split()
)
INSIDE: Final = "كت{}اب"
#: Characters that a reader of the JSON sees as they are; all others are escaped.
_SEEN: Final = re.compile(r"[^\n -~ء-غف-ي٠-٩«»،؛؟“”…]")


def texts() -> Iterator[str]:
    """Yield the texts: every code point alone and inside a word, samples, real sentences."""
    for first, last in BLOCKS:
        for code in range(first, last + 1):
            yield chr(code)
            yield INSIDE.format(chr(code))
    for code in OTHERS:
        yield INSIDE.format(chr(code))
        yield f"a{chr(code)}b 1{chr(code)}500 {chr(code)}"
    yield from SAMPLES
    folders = (ROOT / "seeds", ROOT / "generator/kashshaf/starter/example/seeds")
    for folder in folders:
        for path in sorted((folder / "articles").glob("*.txt")):
            yield from filter(None, path.read_text(encoding="utf-8").splitlines())


def fixture() -> dict[str, list[list[Any]]]:
    """Return what Python says: the words of each text, the forms of each word, distances."""
    found = {text: list(words(text)) for text in texts()}
    forms = sorted({word for row in found.values() for word, _, _ in row})
    letters = [chr(code) for first, last in BLOCKS for code in range(first, last + 1)]
    return {
        "fine": [[letter, fine(letter)] for letter in letters],
        "words": [[text, row] for text, row in found.items()],
        "forms": [[form, coarse(form), bare(form), key(form), parts(form)] for form in forms],
        "distances": [[one, other, distance(one, other)] for one in NAMES for other in NAMES],
    }


def dump(found: dict[str, list[list[Any]]]) -> str:
    """Return the fixture as JSON, a row a line."""
    sections = []
    for name, rows in found.items():
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        sections.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
    return _SEEN.sub(_escaped, "{\n" + ",\n".join(sections) + "\n}\n")


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


if __name__ == "__main__":
    sys.stdout.buffer.write(dump(fixture()).encode())
