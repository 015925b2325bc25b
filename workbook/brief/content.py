"""What a brief says: sentences that only restate rows of the tables, each with its footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from workbook.analysis.matrix import open_points
from workbook.brief.choice import SECTIONS, Choice
from workbook.brief.footnotes import Footnotes
from workbook.brief.parts import Section, Sentence, Table, day_in_words, days_in_words, is_given
from workbook.charts.common.in_words import counted
from workbook.charts.common.provenance import made_with
from workbook.errors import WorkbookError
from workbook.reports.comparison import comparison

NEW_DAYS = 3  # up to the last event that happened
STANCES = {"support": "supports", "conditional": "supports under conditions", "oppose": "opposes",
           "oppose-part": "opposes a part of", "unclear": "takes no clear side on"}  # fmt: skip
NOT_YET = ("planned", "announced", "proposed")
CHANGES = {"event": "An event has other days", "disagreement": "Sources newly disagree", "position": "A {} position"}


class Content:
    """The sections of a brief over one corpus."""

    def __init__(self, corpus: Any, choice: Choice) -> None:
        self.corpus = corpus
        self.choice = choice
        self.footnotes = Footnotes(corpus)
        self._events = {row["event_id"]: row for row in corpus.events.astype(object).to_dict("records")}
        self._names = dict(zip(corpus.actors["actor_id"], corpus.actors["name"], strict=True))
        self._plans = dict(zip(corpus.plans["plan_id"], corpus.plans["title"], strict=True))

    def sections(self) -> list[Section]:
        """Return the chosen sections in their order; footnotes are numbered as they are met."""
        makers: dict[str, Callable[[], Section]] = {
            "new": self._new, "marked": self._marked, "known": self._known,
            "chronology": self._chronology, "positions": self._positions,
            "plans": self._plans_compared, "conflicts": self._conflicts, "open": self._open, "limits": self._limits,
            "sources": self._sources, "method": self._method,
        }  # fmt: skip
        made = [makers[name]() for name in self.choice.sections]
        return [one for one in made if one.name != "marked" or one.sentences or one.note]

    def _section(self, name: str, sentences: Iterable[Sentence] = (), *tables: Table, picture: str = "") -> Section:
        shown = tuple(table for table in tables if table.rows)
        return Section(name, SECTIONS[name], self.choice.notes.get(name, ""), tuple(sentences), shown, picture)

    def _told(self, happening: Any) -> list[dict[str, Any]]:
        return [self._events[name] for name in happening.event_ids]

    def _happening(self, happening: Any, *, dated: bool = True) -> Sentence:
        """Restate a happening: its day, its headline, how many independent sources tell it."""
        day = f"{days_in_words(happening.earliest, happening.latest)}: " if dated else ""
        status = "" if happening.status == "happened" else f" ({happening.status})"
        sources = "one source" if happening.n_sources == 1 else f"{happening.n_sources} independent sources"
        told = "noted by the analyst" if not happening.n_sources else sources
        return Sentence(f"{day}{happening.headline}{status} – {told}", self.footnotes.of_all(self._told(happening)))

    def _since(self) -> str:
        if self.choice.since:
            return self.choice.since
        past = self.corpus.happenings
        days = past.loc[past["status"] == "happened", "latest"].dropna()
        published = self.corpus.articles["published"].dropna()
        last = min(days.max(), published.max()) if len(days) and len(published) else (days.max() if len(days) else "")
        return (date.fromisoformat(last) - timedelta(days=NEW_DAYS)).isoformat() if last else ""

    def _new(self) -> Section:
        since = self._since()
        rows = [row for row in self.corpus.happenings.itertuples() if is_given(row.earliest) and row.earliest >= since]
        sentences = [self._happening(row) for row in rows if row.status == "happened"]
        head = Sentence(
            f"{counted(len(sentences), 'event')} happened since {day_in_words(since)}, as the articles tell."
        )
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
        happenings = self.corpus.happenings
        agreed = happenings[(happenings["agreement"] == "agree") & (happenings["status"] == "happened")]
        alone = happenings[happenings["n_sources"] == 1]
        conflicts = self.corpus.conflicts
        contested = conflicts[(conflicts["relation"] == "contradicts") & conflicts["settled"].isna()]
        coming = happenings[happenings["status"].isin(NOT_YET)]
        sentences = [
            Sentence(f"{counted(len(agreed), 'event')} that happened are told alike by independent sources."),
            *(self._happening(row) for row in agreed.itertuples()),
            Sentence(f"On {counted(len(contested), 'point')} sources contradict each other (see below).")
            if len(contested)
            else Sentence("No two independent sources were found to contradict each other."),
            Sentence(f"{counted(len(alone), 'event')} rest on one source."),
            Sentence(f"{counted(len(coming), 'event')} are only planned, announced or proposed."),
            *(self._happening(row) for row in coming.itertuples()),
        ]
        return self._section("known", sentences)

    def _chronology(self) -> Section:
        rows = []
        for row in self.corpus.happenings.itertuples():
            notes = self.footnotes.of_all(self._told(row))
            sources = "one" if row.n_sources == 1 else str(row.n_sources)
            day = days_in_words(row.earliest, row.latest)
            cells = (Sentence(day), Sentence(row.headline, notes), Sentence(row.status), Sentence(sources))
            rows.append(cells)
        table = Table(("Day", "Event", "Status", "Independent sources"), tuple(rows), (3.0, 9.2, 2.2, 2.2))
        return self._section("chronology", [], table, picture="timeline")

    def _positions(self) -> Section:
        positions = self.corpus.positions.astype(object)
        sentences = []
        for (actor, plan, topic, stance), rows in positions.groupby(
            [
                positions["actor_id"].fillna(""),
                positions["plan_id"].fillna(""),
                positions["topic"].fillna(""),
                "stance",
            ],
            sort=False,
        ):
            who = self._names.get(actor, "Somebody not named")
            target = " on ".join(filter(None, (self._plans.get(plan, ""), str(topic).replace("-", " "))))
            notes = self.footnotes.of_all(rows.to_dict("records"))
            sources = rows["article_id"].nunique()
            alone = " – one article" if sources == 1 else f" – {sources} articles"
            sentences.append(Sentence(f"{who} {STANCES[stance]} {target or 'the talks'}{alone}", notes))
        return self._section("positions", sentences, picture="positions" if sentences else "")

    def _plans_compared(self) -> Section:
        plans = self.corpus.plans
        texts = plans[plans["text"].notna()]
        sentences = [Sentence(_plan_in_words(row)) for row in plans.itertuples()]
        pairs = texts[texts["responds_to"].isin(texts["plan_id"])]
        tables = [self._compared(row.responds_to, row.plan_id) for row in pairs.itertuples()]
        return self._section("plans", sentences, *tables)

    def _compared(self, left: str, right: str) -> Table:
        """Return what changed between two plans; points that say the same are not listed."""
        points = {(row["plan_id"], row["text"]): row for row in self._points()}
        rows = []
        for _, some in comparison(self.corpus, left, right)["sections"]:
            for compared in some:
                after = "".join(words for change, words in compared["right"] if change != "delete")
                if compared["state"].lstrip("≈= ").startswith(("same", "other words", "no change")):
                    continue
                texts = ((left, compared["left"]), (right, after))
                known = [[points[side]] if side in points else [] for side in texts]
                sides = [Sentence(side[1], self.footnotes.of_all(row)) for side, row in zip(texts, known, strict=True)]
                rows.append(
                    (
                        Sentence(f"{compared['state']}{': ' + compared['changes'] if compared['changes'] else ''}"),
                        *sides,
                    )
                )
        return Table(("What changed", self._plans[left], self._plans[right]), tuple(rows), (3.0, 6.8, 6.8))

    def _points(self) -> list[dict[str, Any]]:
        """Return the points of the plans' own texts."""
        own = self.corpus.provisions[self.corpus.provisions["article_id"].isna()]
        return list(own.astype(object).to_dict("records"))

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
        columns = ["topic", "point", "what changes", "contested by"]
        rows = tuple(tuple(Sentence(str(cell)) for cell in row) for row in found[columns].itertuples(index=False))
        return self._section(
            "open", [], Table(("Topic", "Point", "What changes", "Contested by"), rows, (3, 6.2, 3, 4.4))
        )

    def _limits(self) -> Section:
        articles, events, problems = self.corpus.articles, self.corpus.events, self.corpus.problems
        undated = int(articles["published"].isna().sum())
        vague = int((events["earliest"].isna() | (events["earliest"] != events["latest"])).sum())
        sources = articles["duplicate_of"].isna().sum()
        sentences = [
            Sentence(f"The corpus holds {counted(len(articles), 'article')}; {int(sources)} are independent."),
            Sentence(f"{counted(undated, 'article')} have no day of publication, nor has their “on Tuesday”."),
            Sentence(f"Of {counted(len(events), 'event')} {vague} have no exact day."),
            Sentence(f"{counted(len(problems), 'passage')} or files were not used, or with a doubt."),
            Sentence("What no article tells is not in this brief. An actor without a stance may have one."),
            Sentence("Rows were found by machine; docs/methods.md says how often it errs."),
        ]  # fmt: skip
        rows = tuple((Sentence(str(row.path)), Sentence(str(row.reason))) for row in problems.itertuples())
        return self._section("limits", sentences, Table(("File", "What is wrong"), rows))

    def _sources(self) -> Section:
        rows = []
        for row in self.corpus.articles.astype(object).itertuples():
            repeated = "repeats another article" if is_given(row.duplicate_of) else ""
            day = day_in_words(row.published) if is_given(row.published) else "no day"
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
            Sentence(f"{counted(len(entries), 'correction')} of the analyst were applied."),
            *(
                Sentence(f"{entry.at[:10]}: {entry.describe()}{' – ' + entry.why if entry.why else ''}")
                for entry in entries
            ),
        ]
        return self._section("method", sentences)


def _plan_in_words(plan: Any) -> str:
    """Say how many points a plan has, whether its text is at hand, and who put it forward."""
    points = counted(int(plan.n_points), "point") if is_given(plan.n_points) else "number of points not said"
    text = f"text at hand ({plan.wording})" if is_given(plan.text) else "known from articles only"
    by = f", put forward by {', '.join(plan.proposers)}" if len(plan.proposers) else ""
    return f"{plan.title}: {points}, {text}{by}."


def _value(value: Any) -> str:
    """Return the days or the stance that a change tells, in words."""
    if not is_given(value):
        return ""
    first, _, last = str(value).partition("/")
    return days_in_words(first, last or first) if first[:1].isdigit() else STANCES.get(first, first)
