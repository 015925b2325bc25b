"""Web pages and newsletters that hold more than one article: Factiva's, pages that scroll on, mails with headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from workbook.reading import pages, plain
from workbook.reading.bundles import factiva
from workbook.reading.bundles.parts import Bundle, Part, articles, digest
from workbook.reading.days import agreed
from workbook.reading.source import Note, Source
from workbook.reading.statements import days_over_text

WORDS = 60  # of an article; a teaser has fewer
STORY, INTRODUCTION = 40, 40  # words under a heading of a newsletter, and over the first
MARK = "\ue000"  # stands for nothing in any text
LIVE = re.compile(rb"LiveBlogPosting|live-?blog", re.IGNORECASE)
FOOT = re.compile(
    r"(?:unsubscribe|manage (?:your )?preferences|view (?:this email )?in (?:your )?browser|privacy policy|©|\(c\)|"
    r"copyright|you(?:'re| are)? (?:receiv|gett)ing this|you (?:received?|get) this|sent to |update your)",
    re.IGNORECASE,
)
HEADINGS = ("h1", "h2", "h3", "h4")
NAME_WORDS = 4  # of a newsletter
BOLD = "//p[count(*) = 1][strong or b][string(*) = string()]"  # a paragraph that is bold throughout


def read_page(data: bytes) -> list[Source | Note]:
    """Return the article of a page, or each article of a page of Factiva or one that scrolls on to others."""
    if b"Headline" in data or data.count(b"<article") > 1:
        tree = pages.tree_of(pages.decoded(data)[0])
        lines = factiva.lines_of(tree)
        bundle = factiva.read(lines) if lines else None
        if bundle:
            return articles(bundle, Source("", "html", "", ""))
        if several := list(_several(tree)) if not LIVE.search(data) else []:
            found = [replace(pages.read_page(page)[0], row=at, sha256="") for at, page in enumerate(several, 1)]
            reason = f"the page scrolls on to other articles: {len(several)} were read"
            advice = "leave out those that you did not mean to keep"
            return [*map(_own, found), Note(reason, advice)]
    return list(pages.read_page(data))


def _own(source: Source) -> Source:
    return replace(source, sha256=digest(source.text, source.url or ""))


def _several(tree: Any) -> Iterator[bytes]:
    """Yield a page of its own for each article of a page that has several, with a heading and many words each."""
    from lxml.html import tostring

    whole = [one for one in tree.xpath("//article[not(ancestor::article)]") if _is_whole(one)]
    heads = [next(iter(one.xpath(".//h1 | .//h2"))) for one in whole]
    outside = tree.xpath("//h1[not(ancestor::article)]")
    if len(whole) < 2 or len({head.tag for head in heads}) > 1 or (heads[0].tag == "h2" and outside):
        return
    site = "".join(tree.xpath("//meta[@property = 'og:site_name']/@content")[:1])
    days = _schema_days(tree)
    for one, head in zip(whole[1:], heads[1:], strict=True):
        title = " ".join(head.text_content().split())
        page = pages.tree_of("<html><head><title></title></head><body></body></html>")
        page.find(".//title").text = title
        for name, content in (
            ("article:published_time", days.get(title) or agreed(days_over_text(one))[0]),
            ("og:site_name", site),
        ):
            if content:
                page.head.append(page.makeelement("meta", {"property": name, "content": content}))
        page.body.append(deepcopy(one))
        one.set("data-apart", "yes")
        head.set("data-page", tostring(page, encoding="unicode"))
    rest = [head.attrib.pop("data-page") for head in heads[1:]]
    for one in tree.xpath("//article[@data-apart]"):
        one.getparent().remove(one)
    yield tostring(tree, encoding="unicode").encode()
    yield from (page.encode() for page in rest)


def _is_whole(article: Any) -> bool:
    words = sum(len(p.text_content().split()) for p in article.xpath(".//p"))
    return words >= WORDS and bool(article.xpath(".//h1 | .//h2")) and len(article.xpath(".//p")) > 1


def _schema_days(tree: Any) -> dict[str, str]:
    """Return the days that schema.org's nodes give, by the headline of the node."""
    days: dict[str, str] = {}

    def keep(node: dict[str, Any]) -> None:
        if node.get("headline") and node.get("datePublished"):
            days[" ".join(str(node["headline"]).split())] = str(node["datePublished"])

    for script in tree.xpath("//script[@type = 'application/ld+json']/text()"):
        try:
            json.loads(script, object_hook=keep)
        except (ValueError, RecursionError):
            continue
    return days


def read_mail(data: bytes) -> list[Source | Note]:
    """Return the text of a mail, or each article of a newsletter that has headings over several."""
    whole = list(plain.read_mail(data))
    if len(whole) != 1 or not isinstance(source := whole[0], Source) or not (html := _html_part(data)).strip():
        return list(whole)
    bundle = _stories(html, source.title)
    return [*source.notes, *articles(bundle, replace(source, notes=()))] if bundle else list(whole)


def _html_part(data: bytes) -> str:
    if not re.search(rb"(?i)<(?:h[1-4]|strong|b)\b", data) and b"base64" not in data:
        return ""
    message = message_from_bytes(data, policy=policy.default)
    part = message.get_body(("html",)) if isinstance(message, EmailMessage) else None
    return plain.part_text(part)[0]


def _headings(tree: Any) -> list[Any]:
    """Return the headings of the highest level of which there are several; a short one alone is the mail's name."""
    for name in HEADINGS:
        found = tree.xpath(f"//{name}")
        if len(found) > 1 or (found and len(found[0].text_content().split()) > NAME_WORDS):
            return found if len(found) > 1 else []
    return list(tree.xpath(BOLD))


def _stories(html: str, subject: str | None) -> Bundle | None:
    """Return the articles under the headings of a newsletter's highest level; None where only one has words."""
    from lxml.html import tostring

    tree = pages.tree_of(html)
    headings = _headings(tree)
    if not headings:
        return None
    for heading in headings:
        heading.text = MARK + (heading.text or "")
    body = tree.find("body")
    text = pages.fragment_text(tostring(body if body is not None else tree, encoding="unicode"))
    before, *stories = re.split(rf"(?:^|\n){MARK}", text)
    sizes = [len(story.split()) for story in stories]
    if min(sizes) < STORY or (headings[0].tag != "h1" and len(before.split()) >= INTRODUCTION):
        return None
    parts = [Part(story.split("\n"), [], 1) for story in stories]
    last = parts[-1].lines
    while last and (not last[-1].strip() or FOOT.match(last[-1].strip())):
        parts[-1].aside.insert(0, last.pop())
    if len(before.split()) >= INTRODUCTION:
        return Bundle("a newsletter", [Part([subject or "", *before.split("\n")], [], 1), *parts])
    return Bundle("a newsletter", parts, before.split("\n"))
