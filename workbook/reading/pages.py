"""Saved web pages: the article by trafilatura, the day only from what the page's metadata state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbook.errors import ReadError
from workbook.reading.encodings import decode, visible
from workbook.reading.names import NAME
from workbook.reading.paragraphs import END
from workbook.reading.source import Note, Source, titled
from workbook.reading.statements import named_authors, published_on, schema_nodes
from workbook.reading.stubs import ALL_OF_IT, doubts_of_page, is_not_free

DEPTH = 250  # libxml2 leaves out, without a word, what is nested deeper than 256 tags
LONG_TAG = re.compile(r"<[^<>]{20000,}")
MAX_ATTRIBUTES = 2_000  # of one tag: each is compared with all others
MAX_TAGS = 60_000  # a long page has five thousand
MAX_PAGE = 50_000_000  # bytes; a page saved with its pictures inside has a few
LITTLE = 250  # characters; what is shorter is hardly the article of a page
CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,40})", re.IGNORECASE)
KEPT = r"html|head|body|title|meta|link|script|style|p|h[1-6]|br"
LAYOUT_TAG = re.compile(rf"</?(?!(?:{KEPT})\b)[a-z][^<>]*>", re.IGNORECASE)
INLINE = {"a", "abbr", "b", "cite", "em", "font", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
BYLINES = "//*[contains(@class, 'author') or contains(@class, 'byline') or @rel = 'author' or @itemprop = 'author']"
MAIL = re.compile(r"\S{1,60}@[\w.-]{1,60}\w")
NO_NAME = re.compile(r"(?i)\be-?mail\b|@|\b(?:follow|contact|read more|view all|see all|author)\b")
SHORT_ITEM = 4  # words; bread crumbs and menus have fewer
AFTER_TITLE = re.compile(r"(?: ?[|·–—:-] [^|·–—]{1,30})? ?[|·–—-] (?P<outlet>[^|·–—:]{2,40})")
WHOLE = re.compile(r"[0-9]{1,3}")
BULLET_AND_NUMBER = re.compile(r"^• (?=\d{1,3}\. )")
HIDDEN = ("head", "script", "style", "noscript", "template")
PARTS = {"p", "head", "item", "row", "quote", "list", "table", "code"}  # of trafilatura's own tree
LOOK = "compare with the page in a browser; if words are missing, save its text as .txt"


def read_page(data: bytes) -> list[Source]:
    """Return the article of a page, with its headings and list items on their own lines.

    Scripts are text that is thrown away; nothing of the page is run or fetched. The day comes from meta
    elements, schema.org's datePublished or the address; never from a footer, a modification or a guess.

    Raises:
        ReadError: The page holds no words.
    """
    from trafilatura import bare_extraction

    if len(data) > MAX_PAGE:
        raise ReadError(f"a page of {len(data) / 1e6:.0f} MB", wanted=f"at most {MAX_PAGE // 10**6} MB", advice=LOOK)
    html, notes = decoded(data)
    html, more = visible(html)  # now, since a null byte ends the page for the parser
    tree, doubts = _tree(html)
    metadata = _metadata(tree)  # before trafilatura, which may change the tree
    page_title = metadata["title"]
    metadata["published"], unsure = published_on(tree, metadata["url"])
    doubts += [*unsure, *doubts_of_page(tree)]
    nodes = schema_nodes(tree)
    if is_not_free(nodes):
        doubts.append(Note("the page says that it is not free to read: perhaps only the beginning", ALL_OF_IT))
    if tree.xpath("//script[not(contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json'))]"):
        doubts.append(Note("scripts removed", "nothing; they were not run and are not part of the text"))
    found = bare_extraction(tree, with_metadata=True, include_comments=False, include_formatting=False)
    body = found.body if found is not None else None
    text = "\n\n".join(_blocks(body, PARTS)) if body is not None else ""
    if len(text) < LITTLE and len(text) < len(whole := _words(_tree(html)[0])):
        doubts.append(Note("no article was recognised; all words of the page were taken", LOOK))
        text = whole
    if not text.strip():
        raise ReadError("the page holds no words", wanted="an article", advice=LOOK)
    if found is not None:
        metadata |= {"title": found.title or metadata["title"], "url": metadata["url"] or found.url}
        outlet = found.sitename or _outlet_after(metadata["title"], page_title)
        metadata |= {"author": _names(found.author) or named_authors(nodes), "publisher": outlet}
    text = titled(metadata["title"], text)
    return [Source("", "html", "", text, notes=(*notes, *more, *doubts), **metadata)]


def decoded(data: bytes) -> tuple[str, tuple[Note, ...]]:
    """Return a page's text, in the encoding that it declares."""
    declared = CHARSET.search(data[:4096])
    return decode(data, declared[1].decode("ascii") if declared else None)


def _names(author: str | None) -> str | None:
    """Return the authors without "Email the author" and the like."""
    return "; ".join(name for name in (author or "").split("; ") if name and not NO_NAME.search(name)) or None


def _outlet_after(title: str, page_title: str) -> str | None:
    """Return the outlet that a page's own title names after the article's: "Talks resume | World | Lake Post"."""
    rest = page_title.removeprefix(title) if title else ""
    match = AFTER_TITLE.fullmatch(rest) if rest != page_title else None
    return match["outlet"] if match and NAME.fullmatch(match["outlet"]) else None


def fragment_text(html: str) -> str:
    """Return all words of a piece of HTML, blocks apart by blank lines; scripts and styles go."""
    return _words(_parsed(f"<div>{html}</div>"))


def _words(tree: Any) -> str:
    from lxml.etree import strip_elements

    strip_elements(tree, *HIDDEN, with_tail=False)
    parts = {element.tag for element in tree.iter()} - INLINE
    return "\n\n".join(_blocks(tree, parts))


def _blocks(tree: Any, parts: set[str]) -> Iterator[str]:
    """Yield the words between the starts and ends of ``parts``, list items with a bullet.

    A line break of trafilatura's ends a block after the end of a sentence; elsewhere it is a space.
    """
    from lxml.etree import iterwalk

    text = ""
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag in parts or (element.tag == "lb" and END.search(text[-8:].rstrip())):
            if (block := " ".join(text.split())) not in ("", "•"):
                yield BULLET_AND_NUMBER.sub("", block)
            # a paragraph inside a list item keeps the item's bullet
            text = "• " * (event == "start" and (element.tag in ("item", "li") or block == "•"))
        elif element.tag in ("cell", "lb"):
            text += " "
        text += (element.text if event == "start" else element.tail) or ""
    if block := " ".join(text.split()):
        yield BULLET_AND_NUMBER.sub("", block)


def _check_tags(html: str) -> None:
    """Raise a ReadError for a page of more tags than an article has; a parser needs seconds and memory for each."""
    if (found := html.count("<")) > MAX_TAGS:
        raise ReadError(f"a page of {found:,} tags", wanted=f"at most {MAX_TAGS:,}", advice=LOOK)
    for tag in LONG_TAG.findall(html):  # a picture inside the page is long and has no spaces
        if tag.count(" ") > MAX_ATTRIBUTES:
            raise ReadError(f"a tag of more than {MAX_ATTRIBUTES:,} attributes", wanted="a page", advice=LOOK)


def tree_of(html: str) -> Any:
    """Return a page as lxml parses it, without comments.

    Raises:
        ReadError: It holds nothing, or more tags than an article has.
    """
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    _check_tags(html)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise ReadError("the page holds nothing", wanted="a saved web page", advice=LOOK) from error


def _parsed(html: str) -> Any:
    tree = tree_of(html)
    _spell_out(tree)
    return tree


def _spell_out(tree: Any) -> None:
    """Write the marks around <q> and the numbers of <ol> that a browser adds; take mail addresses out of bylines."""
    for listed in tree.iter("ol"):
        _number(listed)
    for quote in list(tree.iter("q")):
        if not quote.text_content().lstrip().startswith(("“", '"', "«", "‘")):
            quote.text = f"“{quote.text or ''}"
            last = quote[-1] if len(quote) else None
            if last is None:
                quote.text += "”"
            else:
                last.tail = f"{last.tail or ''}”"
        quote.drop_tag()
    for element in (part for byline in tree.xpath(BYLINES) for part in byline.iter() if isinstance(part.tag, str)):
        element.text, element.tail = (MAIL.sub("", words) if words else words for words in (element.text, element.tail))


def _number(listed: Any) -> None:
    """Write the numbers of a list of points; bread crumbs and the like, a word or two each, have none in sight."""
    items = listed.findall("li")
    if sum(len(item.text_content().split()) for item in items) < SHORT_ITEM * len(items):
        return
    start = listed.get("start", "")
    count = int(start) if WHOLE.fullmatch(start) else 1
    for item in items:
        count = int(item.get("value")) if WHOLE.fullmatch(item.get("value", "")) else count
        first = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        first.text = f"{count}. {(first.text or '').lstrip()}"
        count += 1


def _tree(html: str) -> tuple[Any, list[Note]]:
    too_deep = f"boolean(//*[count(ancestor::*) >= {DEPTH}])"
    if not (tree := _parsed(html)).xpath(too_deep):
        return tree, []
    if not (tree := _parsed(LAYOUT_TAG.sub("<br>", html))).xpath(too_deep):
        return tree, [Note(f"tags nested deeper than {DEPTH}: read as paragraphs only", LOOK)]
    raise ReadError(f"tags nested deeper than {DEPTH}", wanted="a saved web page", advice=LOOK)


def _metadata(tree: Any) -> dict[str, Any]:
    named = {meta.get("property") or meta.get("name"): meta.get("content") for meta in tree.iter("meta")}
    url = next(iter(tree.xpath("//link[@rel = 'canonical']/@href")), None) or named.get("og:url")
    language = next(iter(tree.xpath("/html/@lang")), None) or named.get("og:locale")
    title = " ".join(tree.xpath("string(//title)").split())
    return {"url": url, "language": language, "title": title}
