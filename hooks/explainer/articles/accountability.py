"""The author functions for those who speak and those who answer: quotations, what is overdue,
and the publisher of this copy."""

from __future__ import annotations

from markupsafe import Markup

from explainer.articles.listings import Listings
from explainer.data import model


class Accountability(Listings):
    """A voice that quotes, and that says who answers for the site."""

    def quote(self, id: str) -> Markup:
        """What somebody said, word for word, with who said it, when, and who reported it."""
        return self._quotation(id, "explainer/quote")

    def said(self, id: str) -> Markup:
        """The words of a quotation within a sentence, which must say the rest. Where they are
        not in the page's language, our translation stands there, and the words in its note."""
        return self._quotation(id, "explainer/quote-inline")

    def _quotation(self, id: str, template: str) -> Markup:
        record = self.find(model.Quotation, id)
        source = self.dataset.sources[record.source]
        self.use("quote", id)
        self.use("source", record.source)
        translation = record.translation[self.language]
        return self.part(
            template, id=id, words=record.words, tag=self._tag(record.language),
            translation=translation,
            speaker=self.name(record.speaker[self.language]), role=record.role[self.language],
            date=self.date_text(record.date), datetime=record.date, url=source.url,
            locator=record.locator, source=self.source_link(record.source),
            note=self.say(record, ("note",)) if record.note else None,
        )

    def due(self) -> str:
        """What has come out after the last day of the data and has not been read yet."""
        return self.overdue()

    def publisher(self) -> Markup:
        """Who publishes this copy and answers for it. What is not filled in, it says so."""
        imprint = self.dataset.imprint
        entries = []
        for key in ("name", "contact", "funding", "conflicts", "text_made", "code_made",
                    "promise", "successor"):
            value = getattr(imprint, key)
            said = value[self.language] if isinstance(value, model.Words) else value
            entries.append((self.labels[f"publisher_{key}"], said, key == "contact"))
        return self.part("explainer/publisher", entries=entries)

    def _tag(self, language: str) -> str:
        """The language tag of words in a language."""
        own = {code: self.dataset.site.languages[code].tag for code in self.dataset.languages}
        return {str(code): tag for code, tag in own.items()}.get(language, language)
