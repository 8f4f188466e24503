"""References in definitions: how they are cut out, and what they name."""

from __future__ import annotations

import pytest

from kashshaf.definitions import Piece, Resolver
from kashshaf.model import Registers
from tests.support import person, term, topic

RESOLVER = Resolver(
    Registers(
        people=(person("andrew", "أندرو ميلر", "أندرو ميللر"), person("both", "الاسم")),
        topics=(topic("aid", "المساعدات", "مساعدة"), topic("both-too", "الاسم")),
        terms=(
            term("gaza", "قطاع غزة", "غزة"),
            term("one", "القناة"),
            term("two", "قناة", "القناة"),
        ),
    )
)


@pytest.mark.parametrize(
    ("wanted", "shown", "target"),
    [
        ("gaza", "قطاع غزة", ("term", "gaza")),
        ("قطاع غزة", "قطاع غزة", ("term", "gaza")),
        ("غزة", "غزة", ("term", "gaza")),
        ("غزه", "غزه", ("term", "gaza")),
        ("gaza|القطاع", "القطاع", ("term", "gaza")),
        ("andrew", "أندرو ميلر", ("person", "andrew")),
        ("أندرو ميللر", "أندرو ميللر", ("person", "andrew")),
        ("person:andrew", "أندرو ميلر", ("person", "andrew")),
        ("person: andrew|هو", "هو", ("person", "andrew")),
        ("topic:aid", "المساعدات", ("topic", "aid")),
        ("المساعدات", "المساعدات", ("topic", "aid")),
        # A phrase is evidence and no name.
        ("مساعدة", "مساعدة", None),
        ("person:gaza", "gaza", None),
        ("andru", "andru", None),
    ],
)
def test_what_a_reference_names(wanted: str, shown: str, target: tuple[str, str] | None) -> None:
    before, piece, after = RESOLVER.pieces(f"قبل [[{wanted}]] بعد")
    assert (before.text, after.text) == ("قبل ", " بعد")
    assert (piece.text, piece.target) == (shown, target)
    assert piece.candidates == ()


def test_terms_come_before_topics_and_topics_before_people() -> None:
    assert RESOLVER.pieces("[[الاسم]]")[0].target == ("topic", "both-too")
    assert RESOLVER.pieces("[[person:الاسم]]")[0].target == ("person", "both")


def test_a_name_of_two_terms_names_neither() -> None:
    (piece,) = RESOLVER.pieces("[[القناة]]")
    assert (piece.target, piece.candidates) == (None, ("one", "two"))


@pytest.mark.parametrize("text", ["", "بلا إشارة", "[[", "]]", "[[]]", "[[a|b|c]]", "[gaza]"])
def test_what_is_no_reference_is_text(text: str) -> None:
    assert "".join(piece.text for piece in RESOLVER.pieces(text)) == text
    assert all(not piece.wanted for piece in RESOLVER.pieces(text))


def test_the_plain_definition_has_no_brackets() -> None:
    assert RESOLVER.plain("في [[gaza|القطاع]] و[[andrew]]") == "في القطاع وأندرو ميلر"
    assert RESOLVER.pieces("[[gaza]]") == (Piece("قطاع غزة", "gaza", ("term", "gaza")),)
