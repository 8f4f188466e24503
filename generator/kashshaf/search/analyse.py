"""Which word a written form is: proclitics and suffixes off, where what remains is a word.

«والوزراء» is the base «وزراء» of the noun «وزير». A proclitic is never a matter of letters
alone: the form is compared with what its parts would explain. «بيان» is far too frequent to be
ب and «يان»; «وطن» has the article («الوطن»), so its و is its own; «ورجال» is what «رجال» explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kashshaf.search.lexicon import Lexicon
from kashshaf.search.text import coarse
from kashshaf.search.vocabulary import ARTICLES, Vocabulary

#: The share of a word's occurrences that carry a proclitic, or a suffix; measured roughly on
#: the background vocabulary, whose error the tolerance below covers.
_RATE: Final = {"و": 0.06, "ف": 0.01, "ب": 0.03, "ل": 0.03, "ك": 0.004, "س": 0.05}
_TOLERANCE: Final = {"و": 12.0, "ف": 12.0, "ب": 8.0, "ل": 8.0, "ك": 6.0, "س": 20.0}
#: A word of the tables is this much more likely than one that is only attested.
_KNOWN: Final = 8.0
_PRONOUNS: Final = ("هما", "ها", "هم", "هن", "نا", "كم", "ني", "ه")
_ARTICLE: Final = re.compile(f"({'|'.join(ARTICLES)})(?=..)")
_ARABIC: Final = re.compile("[ء-ي]+\\Z")
_SOUND: Final = ("ات", "تان", "تين", "ون", "ين", "ان", "ا", "ة", "ي", "و")


@dataclass(frozen=True, slots=True)
class Reading:
    """One word that a base can be. ``share`` is how likely, 0 to 1.

    ``word`` is the head of a noun (``n:وزير``) or the number of a verb family (``v:12``);
    ``kind`` is ``noun``, ``verb``, ``masdar`` or ``participle``.
    """

    word: str
    kind: str
    share: float


class Analyser:
    """Reads forms by the tables and the counts; every answer is kept."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, names: frozenset[str]) -> None:
        """``names`` are words of the registers' names in fine form, which are never cut."""
        self.lexicon = lexicon
        self.vocabulary = vocabulary
        self.names = names
        self._mass = _family_mass(lexicon, vocabulary)
        self._bases: dict[str, str] = {}
        self._heads: dict[str, tuple[str, ...]] = {}

    # -- proclitics --------------------------------------------------------------------------

    def base(self, form: str) -> str:
        """Return a form without its proclitics, in the spelling that is usual."""
        found = self._bases.get(form)
        if found is None:
            found = self._bases[form] = self._base(form, 0)
        return found

    def _base(self, form: str, depth: int) -> str:
        if len(form) < 3 or depth > 4 or not _ARABIC.match(form):
            return form
        if form in self.lexicon.function_words or form in self.names:
            return form
        usual = self.usual(form)
        if usual != form:
            return self._base(usual, depth + 1)
        rest = self._without_article(form) or self._without_letter(form)
        return self._base(rest, depth + 1) if rest else form

    def usual(self, form: str) -> str:
        """Return the spelling that «الامريكيه» is short for: «الأمريكية»."""
        group = self.vocabulary.spellings(coarse(form))
        if len(group) < 2 or form in self.names or (_hamzas(form) and self.lexicon.noun(form)):
            return form
        weight = self.vocabulary.weight
        own = weight(form)
        best, most = form, 4.0 * own
        for other in group:
            if (
                weight(other) > most
                and _is_short_for(form, other)
                and self._meant(form, other, own)
            ):
                best, most = other, weight(other)
        return best

    def _meant(self, form: str, other: str, own: float) -> bool:
        """Tell that ``other`` is rather meant than ``form`` as it stands (seen ``own`` times)."""
        small = self.lexicon.function_words
        if other in small and form not in small and own > 20:
            return False
        if form.endswith("ه") and other.endswith("ة") and self._his(form, own):
            return False
        # A hamza that is written is seldom a mistake: «إلتهاب».
        return _hamzas(other) >= _hamzas(form) or self.vocabulary.weight(other) >= 20 * own

    def _his(self, form: str, own: float) -> bool:
        """Tell that the ه of a form may be the pronoun: «مكتبه»."""
        rest = form[:-1]
        if _ARTICLE.match(form) and not self.lexicon.known(rest):
            return False
        if self.vocabulary.definite.get(form, 0.0) > 0.2 * own:
            return False
        return len(rest) >= 3 and own <= 5 * 0.03 * self.vocabulary.weight(rest)

    def _without_article(self, form: str) -> str:
        match = _ARTICLE.match(form)
        if match is None:
            return ""
        article, rest = match[1], form[match.end() :]
        if form.endswith("الله") and len(form) < 7:
            return "الله" if form != "الله" else ""
        times, definite = self.vocabulary.times, self.vocabulary.definite
        own = times.get(form, 0.0)
        if definite.get(form, 0.0) > max(0.5, 0.04 * own) and article != "لل":
            return ""
        if self.known(form) and not (
            self.known(rest) and len(rest) > 2 and self.vocabulary.weight(rest) > 5 * own
        ):
            return ""
        if article.endswith("لل"):
            if times.get("الل" + rest, 0.0) > times.get("ال" + rest, 0.0):
                return "ل" + rest
            return rest if self.vocabulary.weight(rest) > 0 else ""
        if times.get(rest) or len(rest) >= 4 or definite.get(rest, 0.0) > own:
            return rest
        return ""

    def _without_letter(self, form: str) -> str:
        letter, rest = form[0], form[1:]
        rate = _RATE.get(letter)
        if (
            rate is None
            or (letter in "بلك" and len(rest) < 3)
            or (letter == "س" and rest[0] not in "يتنأ")
        ):
            return ""
        own = self.vocabulary.times.get(form, 0.0)
        if self.vocabulary.definite.get(form, 0.0) > max(0.5, 0.04 * own):
            return ""
        tolerance = _TOLERANCE[letter]
        known, rest_known = self.known(form), self.known(rest)
        if known and not rest_known:
            tolerance /= _KNOWN
        elif rest_known and not known:
            tolerance *= _KNOWN
        if letter == "س" and not rest_known:
            tolerance /= 4
        if known and rest_known and self._strength(form) > 3 * self._strength(rest):
            return ""  # «وزارتها» is «وزارة», not «زارتها»
        explained = rate * self._support(rest)
        if explained <= 0 or own > tolerance * explained:
            return ""
        return rest

    def _support(self, rest: str) -> float:
        weight = self.vocabulary.weight(rest)
        if weight > 0:
            return weight
        if (article := _ARTICLE.match(rest)) and article[1] != rest[:2]:
            return self.vocabulary.weight(rest[article.end() :])
        if len(rest) > 4 and rest[0] in _RATE:
            return _RATE[rest[0]] * self.vocabulary.weight(rest[1:])
        return 0.0

    def known(self, word: str) -> bool:
        """Tell a word of the tables, as it stands or with a pronoun or sound ending."""
        lexicon = self.lexicon
        if word in self.names or lexicon.known(word):
            return True
        return any(lexicon.known(stem) for stem, _ in stems(word))

    def _strength(self, word: str) -> float:
        """Return how often the likeliest word of the tables that a form can be is seen."""
        known = [word, *(stem for stem, _ in stems(word))]
        weight = self.vocabulary.weight
        return max((weight(stem) for stem in known if self.lexicon.known(stem)), default=0.0)

    # -- words -------------------------------------------------------------------------------

    def readings(self, base: str) -> tuple[Reading, ...]:
        """Return the words that a base can be, the likeliest first; shares sum to 1 at most."""
        heads = self.heads(base)
        verbs = () if base in self.lexicon.function_words else self._likely_verbs(base)
        if not verbs:
            return tuple(Reading(f"n:{head}", "noun", 1.0) for head in heads)
        form = base
        if base not in self.lexicon.families:
            form = next((stem for stem, _ in stems(base) if stem in self.lexicon.families), base)
        nominal = self._nominal(form)
        if form != base:
            nominal = self._nominal_with_pronoun(base, nominal)
        elif any(suffix == "ا" and self._is_noun(stem) for stem, suffix in stems(base)):
            nominal = max(nominal, 0.8)  # «لاعبا» is hardly ever «the two of them played»
        if self.lexicon.noun(form) and all(
            _is_shortened(form, self.lexicon.verbs[number]) for number, _ in verbs
        ):
            nominal = 1.0  # «متن» is hardly ever «they died»
        nouns = tuple(Reading(f"n:{head}", "noun", nominal) for head in heads)
        acts = tuple(
            Reading(f"v:{number}", "verb", (1.0 - nominal) * share) for number, share in verbs
        )
        if nominal < 0.15:
            return acts
        if nominal > 0.9:
            return nouns
        return nouns + acts if nominal >= 0.5 else acts + nouns

    def _likely_verbs(self, base: str) -> tuple[tuple[int, float], ...]:
        """Return the verbs that a base is a form of, the likeliest first, and how likely.

        «نقل» can be the jussive of «قال»; it is «نقل», which is otherwise seen, too.
        """
        found: dict[int, float] = {}
        for number, kind in self._verbs(base):
            if kind == "verb":
                rare = 0.05 if _is_shortened(base, self.lexicon.verbs[number]) else 1.0
                found[number] = max(found.get(number, 0.0), rare * (0.5 + self._mass[number]))
        if not found:
            return ()
        most = max(found.values())
        kept = {number: mass for number, mass in found.items() if mass >= 0.2 * most}
        total = sum(kept.values())
        return tuple(
            (number, max(0.3, mass / total))
            for number, mass in sorted(kept.items(), key=lambda pair: (-pair[1], pair[0]))
        )

    def relations(self, base: str) -> tuple[tuple[str, int, str], ...]:
        """Return the nouns that a base is, the verb of each, and whether masdar or participle."""
        lexicon = self.lexicon
        found: set[tuple[str, int, str]] = set()
        for head in self.heads(base):
            for number in lexicon.masdars.get(head, ()):
                found.add((head, number, "masdar"))
            for number, kind in lexicon.families.get(head, ()):
                word_of_its_own = (
                    head in lexicon.feminines or head in lexicon.whole or head[-1] == "ي"
                )
                if kind == "masdar" or (kind == "participle" and not word_of_its_own):
                    found.add((head, number, kind))
        return tuple(sorted(found))

    def _verbs(self, base: str) -> Iterator[tuple[int, str]]:
        families = self.lexicon.families
        if base in families:
            yield from families[base]
            return
        for stem, suffix in stems(base):
            if suffix in _PRONOUNS:
                yield from families.get(stem, ())

    def _nominal(self, base: str) -> float:
        """Estimate how much of a base's occurrences are nouns: nouns have the article."""
        definite = self.vocabulary.definite.get(base, 0.0)
        bare = self.vocabulary.times.get(base, 0.0)
        share = min(1.0, 2.0 * definite / (bare + definite + 0.01))
        if base[0] in "يتن" and not self.lexicon.noun(base) and share < 0.3:
            return min(share, 0.1)
        if self.lexicon.noun(base):
            return max(share, 0.3)
        masdar = base in self.lexicon.masdars
        return max(share, 0.5) if masdar and share > 0.2 else share

    def _is_noun(self, word: str) -> bool:
        families = self.lexicon.families.get(word, ())
        return self.lexicon.noun(word) or any(kind != "verb" for _, kind in families)

    def _nominal_with_pronoun(self, base: str, nominal: float) -> float:
        """Weigh the noun against the verb under a pronoun: «كلمته» is «كلمة» or «كلمت»."""
        lexicon, vocabulary = self.lexicon, self.vocabulary
        noun = verb = 0.0
        for stem, suffix in stems(base):
            if suffix not in _PRONOUNS:
                continue
            if lexicon.noun(stem) or stem in lexicon.masdars:
                noun = max(noun, vocabulary.weight(stem))
            elif any(kind == "verb" for _, kind in lexicon.families.get(stem, ())):
                verb = max(verb, vocabulary.times.get(stem))
        return noun / (noun + verb) if noun > 0 else nominal

    def heads(self, base: str) -> tuple[str, ...]:
        """Return the dictionary forms of the nouns that a base can be."""
        found = self._heads.get(base)
        if found is None:
            self._heads[base] = (base,)  # a word that leads to itself
            found = self._heads[base] = self._find_heads(base)
        return found

    def _find_heads(self, base: str) -> tuple[str, ...]:
        lexicon = self.lexicon
        if len(base) < 3 or base in lexicon.function_words or not _ARABIC.match(base):
            return (base,)
        if base in self.names and not lexicon.noun(base):
            return (base,)
        if base in lexicon.singulars:
            heads = [word for word in lexicon.singulars[base] if self._pair(word, base)]
            if base in lexicon.plurals:
                heads.insert(0, base)
            if heads:
                return tuple(dict.fromkeys(heads))
        if base in lexicon.plurals or base in lexicon.feminines or base in lexicon.whole:
            return (base,)
        stem = self._stem(base)
        if stem and base in (stem + "ون", stem + "ين") and stem not in lexicon.plurals:
            return (stem,) if stem in lexicon.singulars else self.heads(stem)  # «مزارعون»
        return self.heads(stem) if stem else (base,)

    def _pair(self, word: str, plural: str) -> bool:
        if (word, plural) not in self.lexicon.risky:
            return True
        weight = self.vocabulary.weight
        return weight(word) > 0.05 * weight(plural)

    def _stem(self, base: str) -> str:
        """Return what remains of a noun without its ending, or nothing."""
        masdar = any(kind == "masdar" for _, kind in self.lexicon.families.get(base, ()))
        best, most = "", 0.0
        for stem, suffix in stems(base):
            if suffix in _PRONOUNS:
                strength = self._with_pronoun(base, stem, suffix)
            else:
                strength = self._with_ending(base, stem, suffix, masdar)
                if strength > 0 and suffix == "ات" and stem.endswith("ة"):
                    return stem
            if strength > most:
                best, most = stem, strength
        return best

    def _with_pronoun(self, base: str, stem: str, suffix: str) -> float:
        own = self.vocabulary.times.get(base, 0.0)
        careless = 0.2 if base.endswith("ه") else 0.05  # «المكتبه» is a careless «المكتبة»
        if self.vocabulary.definite.get(base, 0.0) > max(0.5, careless * own) or len(stem) < 2:
            return 0.0
        weight = self.vocabulary.weight(stem)
        explained = (0.03 if suffix in ("ه", "ها") else 0.01) * weight
        known = self.known(stem)
        if len(stem) < 3 and not known:
            return 0.0
        if own > explained * (400.0 if known else 30.0):
            return 0.0
        if base[: len(stem)] != stem and self.lexicon.noun(base[: len(stem) - 1]):
            known = weight > 0  # «والديه» is «والدين», not «والدي»
            weight *= 5.0
        return weight * (10.0 if known else 1.0)

    def _with_ending(self, base: str, stem: str, suffix: str, masdar: bool) -> float:
        vocabulary = self.vocabulary
        own, weight = vocabulary.weight(base), vocabulary.weight(stem)
        known = self.lexicon.noun(stem) or stem in self.lexicon.families
        if (
            (len(stem) < 3 and not self.lexicon.noun(stem))
            or (weight <= 0 and not known)
            or (masdar and suffix not in ("ا", "ات") and weight < 2 * own)
        ):
            return 0.0
        strength = max(weight, 0.01) * (10.0 if known else 1.0)
        if suffix == "ات":
            share = 0.02 if stem[-1] == "ة" else 0.005 if known else 0.02
            enough = weight > share * own and (not masdar or known)
        elif suffix in ("ون", "ين"):
            root = base[:-2]
            other = root + ("ين" if suffix == "ون" else "ون")
            enough = (
                weight > 0.02 * own and (known or other in vocabulary.times) and stem[-1] != "ة"
            )
            enough = enough and not (
                suffix == "ين" and vocabulary.times.get(other, 0.0) < 0.002 * own and not known
            )
        elif suffix == "ان":
            enough = weight > 4.0 * own and (base[:-2] + "ين") in vocabulary.times
        elif suffix in ("تان", "تين"):
            enough = weight > own
        elif suffix == "ا":
            enough = (
                weight > 0.3 * own
                and vocabulary.definite.get(base, 0.0) < 0.02 * own
                and base[-2] not in "اى"
            )
        elif suffix == "ة":
            enough = self._feminine(stem, weight, own)
        else:
            enough = self._construct(base, stem, suffix, weight, own)
        return strength if enough else 0.0

    def _feminine(self, stem: str, weight: float, own: float) -> bool:
        """Tell that a word in ة is the feminine of an adjective or of a name for people."""
        if weight < 0.12 * own:
            return False
        if stem.endswith("ي") and len(stem) >= 4:
            return True
        if any(kind == "participle" for _, kind in self.lexicon.families.get(stem, ())):
            return True
        shape = len(stem) == 4 and (stem[2] == "ي" or stem[1] == "ا")
        shape = shape or (len(stem) >= 4 and stem[0] == "م")
        many = self.vocabulary.times
        if len(stem) == 4 and stem[2] == "ا":  # «فنان», «فنانون»
            return stem + "ين" in many and stem + "ون" in many
        if shape and (stem + "ين" in many or stem + "ون" in many):
            return True
        # The tables name the feminines that are words of their own; others are adjectives.
        return stem in self.lexicon.plurals and (shape or weight > 0.5 * own)

    def _construct(self, base: str, stem: str, suffix: str, weight: float, own: float) -> bool:
        """Tell the plural before a genitive («مسؤولو الأمم المتحدة») from a nisba."""
        if self.vocabulary.definite.get(base, 0.0) > 0.02 * own:
            return False
        times = self.vocabulary.times
        many = times.get(stem + "ون", 0.0) + times.get(stem + "ين", 0.0)
        if suffix == "و":
            return many > own
        return many > 2 * own and weight > own and stem + "ون" in times


def _family_mass(lexicon: Lexicon, vocabulary: Vocabulary) -> list[float]:
    """Return how often each verb family is seen in forms that no other family has."""
    found = [0.0] * len(lexicon.verbs)
    for form, kinds in lexicon.families.items():
        if len(kinds) == 1 and kinds[0][1] == "verb":
            found[kinds[0][0]] += vocabulary.times.get(form, 0.0)
    return found


def _is_shortened(form: str, past: str) -> bool:
    """Tell a jussive that lost a weak letter («نقل» of «قال»), or a first person."""
    if form == past:
        return False
    if form[0] not in "يتنأ":
        return len(past) == 3 and past[1] == "ا" and form[1:2] not in "اي" and form[0] == past[0]
    if past[0] == "و":
        return form[0] in "نأ"  # «يصل» of «وصل» is whole
    return len(form) < len(past) or len(past) == len(form) == 3 or form[0] in "نأ"


def _hamzas(form: str) -> int:
    return sum(char in "أإآ" for char in form)


def _is_short_for(form: str, other: str) -> bool:
    """Tell that a careless hand may write ``form`` for ``other``: same letters, fewer dots."""
    if len(form) != len(other):
        return False
    for left, right in zip(form, other, strict=True):
        if left == right or (left == "ا" and right in "أإآ") or (left == "ه" and right == "ة"):
            continue
        if left in "يى" and right in "يى":
            continue
        if left in "أإآ" and right in "أإآا":
            continue
        if left in "ءؤئ" and right in "ءؤئ":
            continue
        return False
    return True


def stems(base: str) -> Iterator[tuple[str, str]]:
    """Yield what a noun or verb may be without its suffix, and the suffix: («وزارة», «ها»)."""
    for suffix in _PRONOUNS:
        if base.endswith(suffix) and len(base) - len(suffix) >= 2:
            stem = base[: -len(suffix)]
            last = stem[-1]
            if last == "ت":
                yield stem[:-1] + "ة", suffix
            elif last in "ئؤ":
                yield stem[:-1] + "ء", suffix
            elif last == "ا":
                yield stem[:-1] + "ى", suffix
            elif last == "ي":
                yield stem + "ن", suffix
            elif last == "و":
                yield stem + "ن", suffix
                yield stem + "ا", suffix
            yield stem, suffix
    for suffix in _SOUND:
        if base.endswith(suffix) and len(base) - len(suffix) >= 2:
            stem = base[: -len(suffix)]
            if suffix in ("ات", "تان", "تين"):
                yield stem + "ة", suffix
            if suffix in ("ان", "ين", "ات") and stem[-1] == "ي" and len(stem) > 3:
                yield stem[:-1] + "ى", suffix
            if suffix in ("ان", "ين", "ات") and stem[-1] == "و" and len(stem) > 3:
                yield stem[:-1] + "اء", suffix
            if suffix in ("ة", "ا") and stem[-1] == "ئ":
                yield stem[:-1] + "ء", suffix
            if suffix not in ("تان", "تين"):
                yield stem, suffix
