"""Check twenty rows at random: the analyst's own precision, with its interval."""

from __future__ import annotations

import functools
from html import escape
from typing import Any

import ipywidgets as widgets

from workbook.errors import WorkbookError
from workbook.explorers.frame import saved_views
from workbook.explorers.frame.controls import button, row_of
from workbook.explorers.frame.page_parts import Keys
from workbook.reports.notebook_tables import head_of, in_words
from workbook.tables import contract

# What is judged of a row, in words; the columns are shown with the passage.
READ = {
    "events": ("headline", "when", "status"),
    "dates": ("text", "timex_value", "when"),
    "mentions": ("text", "entity_type", "actor_id"),
    "quotes": ("source", "cue", "content", "quote_type"),
    "provisions": ("text", "plan_id", "topics"),
    "positions": ("actor_id", "plan_id", "topic", "stance"),
}
ANSWERS = {"Yes": "right", "No": "wrong", "Cannot tell": "cannot tell"}
ALONE = "/alone"  # behind the identifier of a row: the answer of who has not seen the passage
QUESTIONS = {
    "alone": "Without the passage: do you understand who did what, and when?",
    "events": "With the passage: are the words, the days and the status wholly right?",
    "": "Is all of it right?",
}


class RandomCheck(widgets.VBox):
    """Judge rows drawn at random; answers are kept beside the articles.

    Events are those that a timeline draws as happened, and each is judged twice: first by its headline, days and
    status alone, then with the passage.

    Args:
        corpus: A corpus.
        table: Any of ``READ``.
        n: How many rows to draw.
        seed: Another seed draws other rows.

    Raises:
        WorkbookError: The table cannot be judged so.
    """

    def __init__(self, corpus: Any, table: str = "events", *, n: int = 20, seed: int = 0) -> None:
        if table not in READ:
            raise WorkbookError(f"the table {table!r} cannot be checked so", wanted=f"one of {', '.join(READ)}")
        self.corpus, self.table, self._view = corpus, table, f"check-{table}-{seed}"
        key = str(contract()[table].key)
        rows = corpus.tables[table]
        rows = rows[rows["article_id"].notna()]
        if table == "events":
            rows = rows[(rows["status"] == "happened") & rows["repeats"].isna() & ~rows["needs_context"]]
        drawn = rows.sort_values(key).sample(min(n, len(rows)), random_state=seed)
        self.rows = drawn.set_index(key, drop=False)
        self.answers: dict[str, str] = saved_views.read(corpus.folder, self._view).get("answers", {})
        self._shown, self._said = widgets.HTML(), widgets.HTML()
        buttons = [button(words, functools.partial(self.judge, one)) for words, one in ANSWERS.items()]
        keys = Keys({"undo": self._back}, name="check")
        super().__init__([keys, self._shown, row_of([*buttons, button("← back", lambda _: self._back())]), self._said])
        self.add_class("wb-explorer")
        self._show()

    @property
    def current(self) -> str | None:
        """Identifier of the first row without an answer."""
        return next((row_id for row_id in self.rows.index if row_id not in self.answers), None)

    def judge(self, answer: str, *_: Any) -> None:
        """Answer for the current row and go on to the next."""
        if self.current is not None:
            self.answers[self.current + (ALONE if self._is_alone() else "")] = answer
            saved_views.write(self.corpus.folder, self._view, {"explorer": "check", "answers": self.answers})
        self._show()

    def _is_alone(self) -> bool:
        """Tell whether the current row is still to be judged without its passage."""
        return self.table == "events" and f"{self.current}{ALONE}" not in self.answers

    def _back(self) -> None:
        asked = [key for row_id in self.rows.index for key in (f"{row_id}{ALONE}", row_id) if key in self.answers]
        if asked:
            del self.answers[asked[-1]]
        self._show()

    def readable(self) -> tuple[float, float, float] | None:
        """Return the share of events that were understood without the passage, as :meth:`precision` does."""
        return self._share(ALONE)

    def precision(self) -> tuple[float, float, float] | None:
        """Return the share of right rows among those judged, and its 95 % interval (Wilson); None before the first."""
        return self._share("")

    def _share(self, question: str) -> tuple[float, float, float] | None:
        from scipy.stats import binomtest

        given = [self.answers.get(f"{row_id}{question}") for row_id in self.rows.index]
        judged = [answer for answer in given if answer in ("right", "wrong")]
        if not judged:
            return None
        right = judged.count("right")
        interval = binomtest(right, len(judged)).proportion_ci(method="wilson")
        return right / len(judged), float(interval.low), float(interval.high)

    def _show(self) -> None:
        row_id, said, found = self.current, "Nothing judged yet.", self.precision()
        shown = "<p><b>All rows drawn are judged.</b> Another seed draws others.</p>"
        if self.rows.empty:
            shown = f"<p>There are no {self.table} to judge.</p>"
        if row_id is not None:
            row, at = self.rows.loc[row_id], list(self.rows.index).index(row_id) + 1
            words = in_words(self.corpus, self.rows.loc[[row_id]]).iloc[0]
            read = " · ".join(f"{head_of(name)}: <b>{escape(words[name])}</b>" for name in READ[self.table])
            question = QUESTIONS["alone"] if self._is_alone() else QUESTIONS.get(self.table, QUESTIONS[""])
            passage = "" if self._is_alone() else self.corpus.evidence(row).html
            shown = f"<p>{at} of {len(self.rows)} {self.table}: {read}</p>{passage}<p><b>{question}</b></p>"
        if found:
            share, low, high = (f"{100 * part:.0f} %" for part in found)
            said = f"Right: {share} of those judged; with 95 % confidence between {low} and {high} of all {self.table}."
        if alone := self.readable():
            said = f"Understood alone: {100 * alone[0]:.0f} % of those judged. {said}"
        self._shown.value, self._said.value = shown, f"<p role='status'>{said}</p>"
