"""A statement in pieces is rejected as one."""

import workbook as wb

TEXT = (
    "The ferry left Suakin on Friday. “We waited,” said Amina Sow. “Nobody came.” The port stayed shut.\n\n"
    "“It is late,” said Mart Kask."
)


def test_rejecting_a_piece_rejects_the_statement(tmp_path):
    """Whichever piece the analyst rejects, even both; the next statement stays, and undoing brings all back."""
    (tmp_path / "ferry.txt").write_text(TEXT, "utf-8")
    corpus = wb.load(tmp_path, progress=False)
    pieces = corpus.quotes[corpus.quotes["content"].isin(["We waited,", "Nobody came."])]
    assert pieces["statement_id"].nunique() == 1
    for quote_id in pieces["quote_id"]:
        corpus.ledger.record("reject", "quotes", quote_id)
        corpus.reload()
        assert corpus.quotes["content"].to_list() == ["It is late,"]
    corpus.ledger.undo()
    corpus.ledger.undo()
    assert len(corpus.reload().quotes) == 3
