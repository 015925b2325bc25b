"""What a brief says: sentences that only restate rows of the tables, each with its footnotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from workbook.analysis.matrix import open_points
from workbook.brief.choice import SECTIONS, Choice
from workbook.brief.footnotes import Footnotes, Section, Sentence, Table, is_given
from workbook.brief.plans import plans_told
from workbook.charts.common.in_words import counted, days_in_words
from workbook.charts.common.provenance import made_with
from workbook.errors import WorkbookError
from workbook.language.plans.topics import topic_labels

NEW_DAYS = 3  # up to the last event that happened
STANCES = {"support": "supports {}", "conditional": "supports {} under conditions", "oppose": "opposes {}",
           "oppose-part": "opposes a part of {}", "unclear": "takes no clear side on {}"}  # fmt: skip
IF_ANY = ("marked", "views")  # sections that stand only where they have something
NOT_YET = ("planned", "announced", "proposed")
CHANGES = {"event": "An event has other days", "disagreement": "Sources newly disagree", "position": "A {} position"}


class Content:
    """The sections of a brief over one corpus."""

    def __init__(self, corpus: Any, choice: Choice) -> None:
        self.corpus = corpus
        self.choice = choice
        self.footnotes = Footnotes(corpus)
        self._events = {row["event_id"]: row for row in corpus.events.astype(object).to_dict("records")}
        clear = corpus.happenings["event_ids"].map(lambda names: any(map(self._is_clear, names)))
        self._happenings = corpus.happenings[clear.astype(bool)]
        self._names = dict(zip(corpus.actors["actor_id"], corpus.actors["name"], strict=True))
        self._topics = topic_labels()
        self._plans = dict(zip(corpus.plans["plan_id"], corpus.plans["title"], strict=True))

    def sections(self) -> list[Section]:
        """Return the chosen sections in their order; footnotes are numbered as they are met."""
        makers: dict[str, Callable[[], Section]] = {
            "new": self._new, "marked": self._marked, "known": self._known,
            "chronology": self._chronology, "views": self._views, "positions": self._positions,
            "plans": self._plans_compared, "conflicts": self._conflicts, "open": self._open, "limits": self._limits,
            "sources": self._sources, "method": self._method,
        }  # fmt: skip
        made = [makers[name]() for name in self.choice.sections]
        return [one for one in made if one.name not in IF_ANY or one.sentences or one.note]

    def _views(self) -> Section:
        """Return the section of the saved views, which are pictures."""
        return self._section("views", [Sentence(f"Shown: “{name}”.") for name in self.choice.views])

    def _section(self, name: str, sentences: Iterable[Sentence] = (), *tables: Table) -> Section:
        shown = tuple(table for table in tables if table.rows)
        return Section(name, SECTIONS[name], self.choice.notes.get(name, ""), tuple(sentences), shown)

    def _is_clear(self, event_id: str) -> bool:
        """Say whether the words of an event can be read alone: who did what, without the sentence before."""
        event = self._events[event_id]
        return not event["needs_context"] or event["origin"] == "analyst"

    def _told(self, happening: Any) -> list[dict[str, Any]]:
        return [self._events[name] for name in happening.event_ids]

    def _happening(self, happening: Any) -> Sentence:
        """Restate a happening: its day, its headline, how many independent sources tell it."""
        day = days_in_words(happening.earliest, happening.latest)
        status = "" if happening.status == "happened" else f" ({happening.status})"
        sources = "one source" if happening.n_sources == 1 else f"{happening.n_sources} independent sources"
        told = "noted by the analyst" if not happening.n_sources else sources
        words = f"{day[:1].upper()}{day[1:]}: {happening.headline}{status} – {told}"
        return Sentence(words, self.footnotes.of_all(self._told(happening)), under=True)

    def _since(self) -> str:
        if self.choice.since:
            return self.choice.since
        past = self._happenings
        days = past.loc[past["status"] == "happened", "latest"].dropna()
        published = self.corpus.articles["published"].dropna()
        last = min(days.max(), published.max()) if len(days) and len(published) else (days.max() if len(days) else "")
        return (date.fromisoformat(last) - timedelta(days=NEW_DAYS)).isoformat() if last else ""

    def _new(self) -> Section:
        since = self._since()
        rows = [row for row in self._happenings.itertuples() if is_given(row.earliest) and row.earliest >= since]
        sentences = [self._happening(row) for row in rows if row.status == "happened"]
        day = days_in_words(since, since)
        head = Sentence(f"{counted(len(sentences), 'event')} happened since {day}, as the articles tell.")
        pinned = [self._pinned(name) for name in self.choice.pinned]
        return self._section("new", [*([head, *sentences] if since else []), *self._since_last_load(), *pinned])

    def _since_last_load(self) -> list[Sentence]:
        """Restate what the last load changed beside new events: days that moved, disagreements, positions."""
        changes = self.corpus.changes(self.choice.since or None)
        told = changes[changes["what"].isin(CHANGES) & ((changes["what"] != "event") | (changes["change"] == "moved"))]
        return [self._change(row) for row in told.itertuples()]

    def _change(self, row: Any) -> Sentence:
        before, now = (_value(value) for value in (row.before, row.now))
        became = f": {before} before, now {now}" if before else f": {now}" if now else ""
        words = f"{CHANGES[row.what].format(row.change)}: {row.title.rstrip('.')}{became}"
        return Sentence(words, self.footnotes.of_all([self.corpus.row(row.row_id, row.of_table)]))

    def _pinned(self, name: str, table: str | None = None, what: str = "Pinned") -> Sentence:
        row = self.corpus.row(name, table)
        columns = ("headline", "explanation", "content", "text", "name", "title")
        words = next(str(row[column]) for column in columns if is_given(row.get(column)))
        number = self.footnotes.of(row)
        return Sentence(f"{what}: {words}", (number,) if number else ())

    def _marked(self) -> Section:
        """Return what the analyst starred or noted in the explorers, each with the note."""
        notes: dict[tuple[str, str], list[str]] = {}
        for entry in self.corpus.ledger.active:
            if entry.action in ("star", "note"):
                known = notes.setdefault((entry.table, entry.row_id), [])
                known += [str(entry.value)] if entry.action == "note" else []
        sentences = []
        for (table, row_id), words in notes.items():
            try:
                marked = self._pinned(row_id, table, "Noted" if words else "Starred")
            except WorkbookError:  # the row left the corpus; the note stays in the ledger
                continue
            own = "".join(f" – {self.choice.author or 'The author'}: {one}" for one in words)
            sentences.append(Sentence(marked.text + own, marked.notes))
        return self._section("marked", sentences)

    def _known(self) -> Section:
        happenings = self._happenings
        agreed = happenings[(happenings["agreement"] == "agree") & (happenings["status"] == "happened")]
        alone = happenings[happenings["n_sources"] == 1]
        conflicts = self.corpus.conflicts
        contested = conflicts[(conflicts["relation"] == "contradicts") & conflicts["settled"].isna()]
        coming = happenings[happenings["status"].isin(NOT_YET)]
        sentences = [
            Sentence(f"Told alike by independent sources: {counted(len(agreed), 'event')} that happened."),
            *(self._happening(row) for row in agreed.itertuples()),
            Sentence(f"On {counted(len(contested), 'point')} sources contradict each other (see below).")
            if len(contested)
            else Sentence("No two independent sources were found to contradict each other."),
            Sentence(f"On one source only: {counted(len(alone), 'event')}."),
            Sentence(f"Only planned, announced or proposed: {counted(len(coming), 'event')}."),
            *(self._happening(row) for row in coming.itertuples()),
        ]
        return self._section("known", sentences)

    def _chronology(self) -> Section:
        rows = []
        for row in self._happenings.itertuples():
            notes = self.footnotes.of_all(self._told(row))
            day = days_in_words(row.earliest, row.latest)
            cells = (Sentence(day), Sentence(row.headline, notes), Sentence(row.status), Sentence(str(row.n_sources)))
            rows.append(cells)
        table = Table(("Day", "Event", "Status", "Sources"), tuple(rows), (3.0, 9.8, 2.1, 1.7))
        return self._section("chronology", [], table)

    def _positions(self) -> Section:
        told = self.corpus.positions.astype(object)
        by = [told[name].fillna("") for name in ("actor_id", "plan_id", "topic", "stance")]
        sentences = []
        for (actor, plan, topic, stance), rows in told.groupby(by, sort=False):
            who = self._names.get(actor, "Somebody not named")
            stands = STANCES[stance].format(self._subject(plan, str(topic)))
            n_articles = rows["article_id"].nunique()
            told_by = "one article" if n_articles == 1 else counted(n_articles, "article")
            sentences.append(Sentence(f"{who} {stands} – {told_by}", self.footnotes.of_all(rows.to_dict("records"))))
        none = Sentence("No article was found to say where an actor stands; that is not a neutral stance.")
        return self._section("positions", sentences or [none])

    def _subject(self, plan: str, topic: str) -> str:
        """Return what somebody stands to, in words: a plan, what is proposed on a topic, or the talks."""
        label = self._topics.get(topic, topic).lower()
        if plan not in self._plans:
            return f"proposals on {label}" if topic else "the talks"
        title = self._plans[plan]
        named = title if re.search(r"(?:['’]s|s['’]) ", title) else f"the {title}"
        return f"{named} on {label}" if topic else named

    def _plans_compared(self) -> Section:
        sentences, tables = plans_told(self.corpus, self.footnotes)
        none = Sentence("No plan or proposal was found in the articles, and none lies beside them.")
        return self._section("plans", sentences or [none], *tables)

    def _conflicts(self) -> Section:
        sentences = []
        for row in self.corpus.conflicts.itertuples():
            if row.relation != "contradicts":
                continue
            sides = [self.corpus.row(name, table) for table, name in
                     ((row.left_table, row.left_id), (row.right_table, row.right_id))]  # fmt: skip
            between = " and ".join(self.footnotes.source_of(side) for side in sides)
            ids = (row.left_id, row.right_id)
            taken = ""
            if is_given(row.settled):
                taken = f" The author takes {self.footnotes.source_of(sides[ids.index(row.settled)])}."
            sentences.append(Sentence(f"{row.explanation} ({between}){taken}", self.footnotes.of_all(sides)))
        none = Sentence(
            "No two independent sources were found to contradict each other. Who took part is not compared."
        )
        return self._section("conflicts", sentences or [none])

    def _open(self) -> Section:
        if self.corpus.alignments.empty:
            return self._section("open", [Sentence("There are no plans to compare.")])
        found = open_points(self.corpus)
        if found.empty:
            return self._section("open", [Sentence("No answer changes, adds or removes a point.")])
        rows = []
        for topic, some in found.groupby("topic", sort=False):
            against = dict.fromkeys(one for names in some["contested by"] for one in names.split(", "))
            cells = (str(topic), "; ".join(some["point"]), ", ".join(against))
            rows.append(tuple(Sentence(cell) for cell in cells))
        return self._section("open", [], Table(("Topic", "Points", "Contested by"), tuple(rows), (3.2, 9.2, 4.2)))

    def _limits(self) -> Section:
        articles, events, problems = self.corpus.articles, self.corpus.events, self.corpus.problems
        undated = int(articles["published"].isna().sum())
        vague = int((events["earliest"].isna() | (events["earliest"] != events["latest"])).sum())
        sources = int(articles["duplicate_of"].isna().sum())
        unclear = len(self.corpus.happenings) - len(self._happenings)
        sentences = [
            Sentence(f"The corpus holds {counted(len(articles), 'article')}; independent of each other: {sources:,}."),
            Sentence(f"Without a day of publication: {counted(undated, 'article')}; “on Tuesday” has no day there."),
            Sentence(f"Of {counted(len(events), 'event')}, without an exact day: {vague:,}."),
            Sentence(f"Left out, for their words cannot be read alone: {counted(unclear, 'event')}."),
            Sentence(f"Remarks on files and passages, such as those that could not be used: {len(problems):,}."),
            Sentence("What no article tells is not in this brief. An actor without a stance may have one."),
            Sentence("The rows were found by machine, which errs; each note has the words that they rest on."),
        ]  # fmt: skip
        rows = tuple((Sentence(str(row.path)), Sentence(str(row.reason))) for row in problems.itertuples())
        return self._section("limits", sentences, Table(("File", "Remark"), rows, (5, 11.6)))

    def _sources(self) -> Section:
        rows = []
        for row in self.corpus.articles.astype(object).itertuples():
            repeated = "repeats another article" if is_given(row.duplicate_of) else ""
            day = days_in_words(row.published, row.published)
            title = row.title if is_given(row.title) else row.path
            outlet = row.publisher if is_given(row.publisher) else "not said"
            cells = (title, outlet, day, f"{row.path} · sha256 {row.sha256[:16]}…", repeated)
            rows.append(tuple(Sentence(str(cell)) for cell in cells))
        return self._section(
            "sources", [], Table(("Article", "Outlet", "Day", "File", "Note"), tuple(rows), (5, 3, 2.2, 4.2, 2.2))
        )

    def _method(self) -> Section:
        entries = self.corpus.ledger.active
        sentences = [
            Sentence(f"Made with {made_with(self.corpus)}."),
            Sentence("Every numbered note leads to the passage that a sentence restates; nothing else was added."),
            Sentence(f"Corrections of the analyst that were applied: {len(entries):,}."),
            *(
                Sentence(f"{entry.at[:10]}: {entry.describe()}{' – ' + entry.why if entry.why else ''}")
                for entry in entries
            ),
        ]
        return self._section("method", sentences)


def _value(value: Any) -> str:
    """Return the days or the stance that a change tells, in words."""
    if not is_given(value):
        return ""
    first, _, last = str(value).partition("/")
    return days_in_words(first, last or first) if first[:1].isdigit() else STANCES.get(first, first).replace(" {}", "")
