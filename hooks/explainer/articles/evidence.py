"""What is said of the evidence for a figure: who says so, in what it was read and how much of
it, and what disagreement leaves open. Never more than what the source was read as."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from markupsafe import Markup

from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.data.facts import Fact
from explainer.data.model import Language
from explainer.language.interface import Labels
from explainer.language.words import Words


class Evidence(ABC):
    """What :class:`explainer.articles.voice.Voice` says of the evidence for figures."""

    dataset: Dataset
    language: Language
    words: Words
    labels: Labels

    @abstractmethod
    def name(self, text: str) -> str:
        """A name, marked with its language where that is not the page's."""

    @abstractmethod
    def say(self, record: Any, path: tuple[str | int, ...]) -> Markup:
        """The words at ``path`` of a record, in this language."""

    @abstractmethod
    def date_text(self, date: str) -> str:
        """A partial date in words."""

    def publisher_name(self, id: str) -> str:
        """The name of an outlet in this language."""
        return self.dataset.of(model.Publisher)[id].name[self.language]

    def outlet(self, source: str) -> str:
        """Who is named for a source: whoever said it first."""
        return self.publisher_name(self.dataset.sources[source].outlet)

    def outlet_name(self, source: model.Source) -> str:
        """The outlet, marked with its language; for a rewrite, whose report it rewrites first."""
        name = self.name(self.publisher_name(source.publisher))
        if source.original is None:
            return name
        first = self.name(self.publisher_name(source.original))
        return Markup(self.labels.rewritten).format(first, name)

    def read_as(self, source: model.Source) -> str:
        """How much of a source was read, and where: ``opening; read at docslib``."""
        said = [self.labels[f"how_{source.read}"]]
        if source.via:
            said.append(self._via(source).format(self.publisher_name(source.via)))
        return self.labels.clause.join(said)

    def origin(self, fact: Fact, titled: bool = False) -> str:
        """In what a figure was read, in plain text: ``summary of “Interim Report 2022”, via
        Reportify``, or of “a primary document” unless ``titled``. Empty without a value."""
        if fact.origin is None:
            return ""
        if fact.origin == "computed" or fact.observation is None:
            return self.labels.origin_computed
        return self.read_in(str(fact.observation.source), titled)

    def read_in(self, source_id: str, titled: bool = False) -> str:
        """In what something was read that stands in a source, as for :meth:`origin`."""
        labels, source = self.labels, self.dataset.sources[source_id]
        what = labels[f"what_{source.kind}"]
        if titled and source.kind == "primary":
            what = labels.titled.format(source.title)
        if source.origin == "primary":
            what = labels.origin_primary.format(what)
        said = labels[f"read_{source.read}"].format(what)
        return labels.read_via.format(
            said, self._via(source).format(self.publisher_name(source.via))
        ) if source.via else said

    def _via(self, source: model.Source) -> str:
        return self.labels.via_summary if source.read == "summary" else self.labels.via_copy

    def doubt(self, fact: Fact) -> str:
        """What disagreement leaves open of a figure, in plain text; empty if there is none."""
        labels = self.labels
        if not (fact.disputed or fact.rests_on):
            return ""
        if fact.spread is None:
            return labels.disputed if fact.disputed else labels.rests_on
        said = labels.disputed_range if fact.disputed else labels.rests_on_range
        return said.format(self.words.quantity(fact.spread, self.dataset.unit_of(fact.metric)))

    def overdue(self) -> str:
        """What has come out after the last day of the data and has not been read yet, in one
        sentence; empty if there is nothing."""
        labels, due = self.labels, self.dataset.site.due
        items = [
            labels.due_item.format(each.what[self.language], self.date_text(each.since))
            for each in due
        ]
        return labels.due.format(labels.joiner.join(items)) if due else ""

    def looked(self, fact: Fact) -> str:
        """When and where a figure that was not found was looked for; empty for others."""
        observation = fact.observation
        if observation is None or observation.looked is None:
            return ""
        date, labels = self.date_text(observation.looked.date), self.labels
        if observation.looked.where is None:
            return labels.looked.format(date, labels.looked_here)
        index = fact.metric.observations.index(observation)
        where = self.say(fact.metric, ("observations", index, "looked", "where"))
        return labels.looked.format(date, where.striptags())
