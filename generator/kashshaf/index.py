"""Mentions → what an index needs: locators by record, people met together, related articles."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kashshaf.arabic import collation_key
from kashshaf.model import Article, Authority, Edition, Mention, Person, Term, Topic
from kashshaf.pictures.times import Times, times_of

#: How many related articles a page names, and people met together.
RELATED: Final = 5
TOGETHER: Final = 12
#: Other articles that the card of a person or a term names.
ALSO: Final = 3
# A record in more articles than this tells little of which two are alike; leaving such records
# out keeps the work linear in the number of articles.
_TELLING: Final = 100


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The mentions of one record in one article, in reading order (a locator)."""

    article: Article
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """An article that shares records with another one, the rarest first."""

    article: Article
    shared: tuple[str, ...]


def sort_key(record: Authority) -> tuple[object, str]:
    """Return the key by which records stand in an index."""
    return (collation_key(record.sort), record.id)


class Index:
    """The back-references of an edition; everything is in the order of its articles."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.articles: Mapping[str, Article] = {a.id: a for a in edition.articles}
        self.people: Mapping[str, Person] = {p.id: p for p in edition.registers.people}
        self.topics: Mapping[str, Topic] = {t.id: t for t in edition.registers.topics}
        self.terms: Mapping[str, Term] = {t.id: t for t in edition.registers.terms}

    @property
    def registers(self) -> tuple[Mapping[str, Authority], ...]:
        return (self.people, self.topics, self.terms)

    def record(self, identity: str) -> Authority:
        return self.people.get(identity) or self.topics.get(identity) or self.terms[identity]

    @cached_property
    def occurrences(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """Record id → its occurrences, for people and terms."""
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for article in self.edition.articles:
            here: dict[str, list[Mention]] = defaultdict(list)
            for mention in self.edition.mentions[article.id]:
                if mention.record is not None:
                    here[mention.record].append(mention)
            for record, mentions in here.items():
                found[record].append(Occurrence(article, tuple(mentions)))
        return {record: tuple(occurrences) for record, occurrences in found.items()}

    @cached_property
    def foremost(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """Record id → the few articles that mention it most; equal ones in the archive's order."""
        return {
            record: tuple(sorted(all_, key=lambda one: -len(one.mentions))[: ALSO + 1])
            for record, all_ in self.occurrences.items()
        }

    @cached_property
    def around(self) -> Mapping[tuple[str, str], tuple[Occurrence | None, Occurrence | None]]:
        """(Record id, article id) → the occurrence before and the one after, in the same order."""
        return {
            (record, here.article.id): (before, after)
            for record, all_ in self.occurrences.items()
            for before, here, after in zip((None, *all_), all_, (*all_[1:], None), strict=False)
        }

    @cached_property
    def people_in(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Article id → (person, mentions), in the order of their first mention."""
        return {
            article.id: _counted(self.edition.mentions[article.id], "person")
            for article in self.edition.articles
        }

    @cached_property
    def terms_in(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Article id → (term, mentions), in the order of their first mention."""
        return {
            article.id: _counted(self.edition.mentions[article.id], "term")
            for article in self.edition.articles
        }

    @cached_property
    def times(self) -> Times | None:
        """The months or years by which the pictures count."""
        return times_of(self.edition.articles)

    @cached_property
    def articles_of_topic(self) -> Mapping[str, tuple[Article, ...]]:
        found: dict[str, list[Article]] = defaultdict(list)
        for article in self.edition.articles:
            for assignment in self.edition.topics_of[article.id]:
                found[assignment.topic].append(article)
        return {topic: tuple(articles) for topic, articles in found.items()}

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """Topic id → the topics that name it as broader, in the order of the register."""
        found: dict[str, list[str]] = defaultdict(list)
        for topic in self.edition.registers.topics:
            for reference in topic.broader:
                found[reference.id].append(topic.id)
        return {topic: tuple(ids) for topic, ids in found.items()}

    @cached_property
    def together(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Person → the people most often in the same articles, with the number of articles."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for people in self.people_in.values():
            names = [person for person, _ in people]
            for person in names:
                counts[person].update(names)
        for person, counter in counts.items():
            del counter[person]
        return self._foremost(counts)

    @cached_property
    def topics_with(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Person → the topics of the articles that mention them, with the number of articles."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for article in self.edition.articles:
            topics = [assignment.topic for assignment in self.edition.topics_of[article.id]]
            for person, _ in self.people_in[article.id]:
                counts[person].update(topics)
        return self._foremost(counts)

    def _foremost(
        self, counts: Mapping[str, Counter[str]]
    ) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Return the largest counts of each; equal ones stand as in an index."""
        rank = self._rank
        return {
            key: tuple(
                sorted(counter.items(), key=lambda pair: (-pair[1], rank[pair[0]]))[:TOGETHER]
            )
            for key, counter in counts.items()
        }

    @cached_property
    def _rank(self) -> Mapping[str, int]:
        records = sorted((*self.people.values(), *self.topics.values()), key=sort_key)
        return {record.id: rank for rank, record in enumerate(records)}

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """Article id → the articles that share most with it.

        A shared record weighs log(1 + N / n) for n of N articles that have it (the idea of
        inverse document frequency, Spärck Jones 1972): two articles that name a rare person
        are closer than two that name a president.
        """
        features: dict[str, list[str]] = {}
        having: dict[str, list[str]] = defaultdict(list)
        for article in self.edition.articles:
            ids = [record for record, _ in self.people_in[article.id]]
            ids += [record for record, _ in self.terms_in[article.id]]
            ids += [assignment.topic for assignment in self.edition.topics_of[article.id]]
            features[article.id] = ids
            for record in ids:
                having[record].append(article.id)
        total = len(features)
        telling = {
            record: math.log1p(total / len(ids))
            for record, ids in having.items()
            if 1 < len(ids) <= _TELLING
        }
        found: dict[str, tuple[Related, ...]] = {}
        for identity, ids in features.items():
            scores: dict[str, float] = defaultdict(float)
            telling_here = [record for record in ids if record in telling]
            for record in telling_here:
                weight = telling[record]
                for other in having[record]:
                    scores[other] += weight
            scores.pop(identity, None)
            best = sorted(scores, key=lambda other: (-round(scores[other], 9), other))[:RELATED]
            rarest = sorted(telling_here, key=lambda record: (-telling[record], record))
            others = {other: set(features[other]) for other in best}
            found[identity] = tuple(
                Related(
                    self.articles[other],
                    tuple(record for record in rarest if record in others[other]),
                )
                for other in best
            )
        return found


def _counted(mentions: Iterable[Mention], kind: str) -> tuple[tuple[str, int], ...]:
    counts = Counter(m.record for m in mentions if m.kind == kind and m.record is not None)
    return tuple(counts.items())
