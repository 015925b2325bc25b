"""From an article's source text to its clean text, its outline, and what was set aside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from workbook.cleaning.addresses import without_addresses
from workbook.cleaning.cleaned import Cleaned, Residue, Section
from workbook.cleaning.lines import Line, is_noise, split
from workbook.cleaning.normalise import Built, compose, normalise
from workbook.cleaning.offsets import OffsetMap
from workbook.cleaning.published import ISSUED_ON, last_past, published_in
from workbook.cleaning.roles import KEPT, author, classify, kicker
from workbook.reading.source import Note, Source

NOISE = Note("bits and signs, hardly a sentence: kept as one paragraph", "compare with the file")
MUCH = Note("more than half of the text was set aside", "look at it in notebook 01 and restore what belongs there")
OF_MAILS = {"mail-quoted", "signature"}  # their days are those of mails
Spans = list[tuple[int, int]]


def clean(source: Source, *, restored: Collection[tuple[int, int]] = (), published: str | None = None) -> Cleaned:
    """Clean one article; nothing of its source text is lost.

    Args:
        source: What the reader took out of the file.
        restored: Spans of ``source.text`` that the analyst put back: what was set aside there stays in the text.
        published: ISO day that the analyst set; empty where the analyst says that it is not known.

    Returns:
        The clean text with its way back; every character of the source that is no white space and no invisible
        sign stands in ``text`` or in one of ``residue``.
    """
    flat, runs = normalise(source.text)
    flat, runs, addresses = without_addresses(flat, runs, source.text, restored)
    noise = is_noise(flat)
    lines = [Line(0, len(flat), flat)] if noise else split(flat)
    if not noise:
        classify(lines, source)
    over, byline, stated = (
        kicker(lines),
        author(lines),
        [x.text for x in lines if _may_say_its_day(x)],
    )
    residue = _with(addresses, _set_aside(lines, source, OffsetMap(runs), restored))
    kept = [line for line in lines if line.role in KEPT]
    built, spans = _joined(flat, kept)
    text, sections = built.text, _sections(kept, spans)
    last = last_past(text)
    openings = [line.text for line in kept if line.role == "paragraph"][:3]
    printed, disagreeing = published_in(stated, openings, last)
    days = {"analyst": published, "metadata": source.published, "dateline": printed}
    known = ((basis, day) for basis, day in days.items() if day and published != "")
    basis, day = next(known, ("inferred" if last else "missing", None))
    much = 2 * sum(len(passage.text) for passage in residue) > len(flat)
    return Cleaned(
        text=text,
        offsets=OffsetMap(compose(built.runs, runs)),
        title=next((line.text for line in kept if line.role == "title"), None),
        kicker=over,
        author=source.author or byline,
        published=day,
        published_basis=basis,
        published_earliest=day or last,
        sections=tuple(sections),
        headings=tuple(_headings(kept, spans, sections)),
        residue=tuple(residue),
        notes=(NOISE,) * noise + (MUCH,) * much + _unsure(disagreeing if not day else ()),
    )


def _may_say_its_day(line: Line) -> bool:
    """Say whether a day in the line may be that of publication; in a title only one such as "issued on 3 May 2024"."""
    if line.role == "title":
        return line.text[-4:].isdigit() and bool(ISSUED_ON.search(line.text))
    return line.role in {"byline", "other"} and line.rule not in OF_MAILS


def _unsure(days: tuple[str, ...]) -> tuple[Note, ...]:
    said = f"several days of publication are printed, none is taken: {', '.join(days[:6])}"
    return (Note(said, "set the day in the workbook, in notebook 01"),) if days else ()


def _with(addresses: list[Residue], lines: list[Residue]) -> list[Residue]:
    """Return both in order; an address inside or at the end of a line that was set aside went with it."""
    ends = {line.raw_end: at for at, line in enumerate(lines)}
    alone = []
    for one in addresses:
        at = ends.pop(one.raw_start, None)
        if at is not None:
            lines[at] = replace(lines[at], raw_end=one.raw_end, text=lines[at].text + one.text)
            ends[one.raw_end] = at
        elif not any(line.raw_start <= one.raw_start and one.raw_end <= line.raw_end for line in lines):
            alone.append(one)
    return sorted([*alone, *lines], key=lambda passage: passage.raw_start)


def _set_aside(
    lines: list[Line], source: Source, way_back: OffsetMap, restored: Collection[tuple[int, int]]
) -> list[Residue]:
    """Return the residue; a line that the analyst restored becomes a paragraph."""
    residue = []
    for line in lines:
        if line.role in KEPT:
            continue
        start, end = way_back.to_source(line.start, line.end)
        if any(start < high and low < end for low, high in restored):
            line.role, line.run_in = "paragraph", 0
        else:
            residue.append(Residue(start, end, source.text[start:end], line.role, line.rule))
    return residue


def _joined(flat: str, kept: list[Line]) -> tuple[Built, Spans]:
    """Return the clean text, and where each line stands in it."""
    built, spans = Built(), []
    for line in kept:
        if built.length:
            built.add("\n")
        start = built.length
        if line.mark:
            built.add("•", line.start)
            built.add(" ")
        built.add(flat[line.start + line.mark : line.end], line.start + line.mark)
        spans.append((start, built.length))
    return built, spans


def _headings(kept: list[Line], spans: Spans, sections: list[Section]) -> Spans:
    lines = [span for line, span in zip(kept, spans, strict=True) if line.role in {"title", "heading"}]
    run_ins = [(s.start, s.start + len(s.heading) + 1) for s in sections if s.kind == "run-in" and s.heading]
    return sorted(lines + run_ins)


def _sections(kept: list[Line], spans: Spans) -> list[Section]:
    """Return the sections in order: the lead, headings, and below them run-in headings and bullets."""
    sections: list[Section] = []
    tops = [i for i, line in enumerate(kept) if line.role == "heading"]
    body = [i for i, line in enumerate(kept) if line.role in {"paragraph", "bullet"}]
    ends = [*tops, len(kept)]  # a section reaches to the line before the next heading
    if body and body[0] < ends[0]:
        start = spans[body[0]][0]
        sections.append(Section("lead", 1, None, start, start, spans[ends[0] - 1][1]))
    for index, stop in zip(tops, ends[1:], strict=True):
        (start, end), last = spans[index], spans[stop - 1][1]
        sections.append(Section("heading", 1, kept[index].text, start, min(end + 1, last), last))
    listed = False
    for number, (line, span) in enumerate(zip(kept, spans, strict=True)):
        if line.run_in:
            heading = line.text[line.mark : line.run_in - line.start]
            start = span[1] - (line.end - line.start - line.mark)
            sections.append(Section("run-in", 2, heading, start, min(start + len(heading) + 2, span[1]), span[1]))
        if line.role == "bullet" and not listed:
            stop = next((i for i in range(number, len(kept)) if kept[i].role != "bullet"), len(kept))
            sections.append(Section("bullets", 2, None, span[0], span[0], spans[stop - 1][1]))
        listed = line.role == "bullet"
    return sorted(sections, key=lambda section: (section.start, section.level))
