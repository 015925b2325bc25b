"""Which day a page states as that of its publication, in the many ways that pages have, and when there is none."""

import json

import pytest

DAY, OTHER = "2024-05-04", "2024-05-09"
TITLE = "Envoys meet in Muscat"
ADDRESS = "https://lake.example/world/envoys-return"


def ld(*nodes, raw=None, kind="application/ld+json"):
    """Return a script of schema.org's nodes."""
    return f'<script type="{kind}">{raw or json.dumps(nodes[0] if len(nodes) == 1 else nodes)}</script>'


def node(day=DAY, kind="NewsArticle", headline=TITLE, **more):
    """Return an article's node."""
    return {"@type": kind, "headline": headline, "datePublished": day, **more}


OWN = {
    "graph": ld({"@graph": [{"@type": "WebSite", "name": "Lake"}, node(kind=["Article", "NewsArticle"])]}),
    "web-page-of-another-day": ld({"@graph": [node(), {"@type": "WebPage", "datePublished": "2011-01-01"}]}),
    "in-the-page": ld({"@type": "WebPage", "mainEntity": node()}),
    "page-only": ld({"@type": "WebPage", "datePublished": DAY}),
    "parts": ld(node(hasPart=[node(OTHER)], isPartOf=node("2001-01-01"), mentions=node("2020-01-01"))),
    "live": ld(node(kind="LiveBlogPosting", headline="Live", liveBlogUpdate=[node(OTHER, "BlogPosting")])),
    "list-of-others": ld(node()) + ld({"@type": "ItemList", "itemListElement": [node(OTHER), node("2020-01-01")]}),
    "related-article": ld(node()) + ld(node(OTHER, headline="Quite another story")),
    "by-its-address": ld(node(headline="x", url=ADDRESS), node(OTHER, headline="y", url="https://lake.example/2")),
    "by-its-page": ld(node(headline="x", mainEntityOfPage={"@id": ADDRESS}), node(OTHER, headline="y")),
    "report": ld(node(kind="ReportageNewsArticle", dateModified="2024-06-01T10:00:00Z")),
    "charset": ld(node(), kind="Application/LD+JSON; charset=utf-8"),
    "line-feed": ld(raw=json.dumps(node()).replace(" in ", "\n\tin ")),
    "trailing-comma": ld(raw=json.dumps(node())[:-1] + ",}"),
    "cdata": ld(raw=f"//<![CDATA[\n{json.dumps(node())}\n//]]>"),
    "semicolon": ld(raw=json.dumps(node()) + ";"),
    "cut-off": ld(raw=json.dumps(node(articleBody="She said"))[:-6]),
    "quotation-marks-in-the-headline": ld(raw=json.dumps(node(headline="QQ")).replace("QQ", 'The "yes" of both')),
    "broken-with-parts": ld(raw=json.dumps(node(hasPart=[node(OTHER)]))[:-3]),
    "two-zones": ld(node("2024-05-05T01:30:00Z")) + "<meta name='datePublished' content='2024-05-04T21:30:00-04:00'>",
    "day-and-moment": ld(node("2024-05-05T01:30:00Z")) + f"<meta name='article:published' content='{DAY}'>",
    "same-in-meta": ld(node()) + f"<meta property='article:published_time' content='{DAY}T08:00:00+02:00'>",
    "article:published": f"<meta name='article:published' content='{DAY}'>",
    "bt:pubDate": "<meta name='bt:pubDate' content='Sat, 04 May 2024 10:00:00 +0000'>",
    "pubdate": f"<meta name='pubdate' content='{DAY}'>",
    "publish-date": "<meta name='publish-date' content='May 4, 2024'>",
    "cXenseParse": f"<meta name='cXenseParse:publishtime' content='{DAY}T10:00:00Z'>",
    "sailthru": f"<meta name='sailthru.date' content='{DAY}'><meta name='date' content='{OTHER}'>",
    "dublin-core-beside": f"<meta name='article.published' content='{DAY}'><meta name='dc.date' content='{OTHER}'>",
    "month-in-the-address": "<link rel='canonical' href='https://lake.example/world/2024/may/04/envoys'>",
    "one-digit-in-the-address": "<link rel='canonical' href='https://lake.example/2024/5/4/envoys'>",
    "numbers-only-in-the-address": "<link rel='canonical' href='https://lake.example/news/20240504/envoys'>",
    "day-in-the-address": f"<link rel='canonical' href='https://lake.example/a/envoys-{DAY}'>",
    "month-and-day-in-one-in-the-address": "<link rel='canonical' href='https://lake.example/2024/0504/envoys'>",
    "whole-month-in-the-address": "<link rel='canonical' href='https://lake.example/2024/may/4/envoys'>",
    "day-before-the-ending-of-the-address": f"<link rel='canonical' href='https://lake.example/envoys-{DAY}.html'>",
    "day-in-a-list": ld(node([DAY])),
    **{
        name: f"<meta name='{name}' content='{DAY}T08:00:00Z'>"
        for name in (
            "article:published_date",
            "rnews:datePublished",
            "ptime",
            "citation_date",
            "vr:published_time",
            "og:pubdate",
        )
    },
}


@pytest.mark.parametrize("name", OWN)
def test_the_articles_own_day(read, page, name):
    """Whatever related, live, listed or broken nodes stand beside it."""
    head = f"<title>{TITLE}</title><link rel='canonical' href='{ADDRESS}'>{OWN[name]}"
    head = (
        head.replace(f"<link rel='canonical' href='{ADDRESS}'>", "")
        if "address" in name and "its" not in name
        else head
    )
    reading = read(page(head=head), "a.html")
    assert reading.sources[0].published == DAY
    assert not reading.problems


@pytest.mark.parametrize(
    "body",
    [
        f"<time class='entry-date published' datetime='{DAY}T10:00:00+00:00'>May 4</time><time class='updated' datetime='{OTHER}'>x</time>",
        f"<time class='entry-date published updated' datetime='{DAY}'>x</time>",
        f"<time class='post__published-date' datetime='{DAY}'>x</time>",
        f"<abbr class='published' title='{DAY}T10:00:00'>Saturday</abbr>",
        f"<span itemprop='datePublished' content='{DAY}'>Saturday</span>",
        "<span itemprop='datePublished'>4 May 2024</span>",
        f"<time class='dt-published' datetime='{DAY}'>x</time>",
        f"<time pubdate datetime='{DAY}'>x</time>",
    ],
)  # fmt: skip
def test_elements_marked_as_publication(read, page, body):
    """Of the article itself, not of the teasers of other stories."""
    teasers = f"<aside><time class='published' datetime='{OTHER}'>x</time></aside>"
    marked = f"<article><h1>{TITLE}</h1>{body}</article>{teasers}"
    assert read(page(marked), "a.html").sources[0].published == DAY


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (ld(node()) + f"<meta property='article:published_time' content='{OTHER}'>", True),
        (ld(node(), node(OTHER)), True),
        (ld(raw=json.dumps([node(), node(OTHER)])[:-2]), True),
        (ld(node(None, dateModified=DAY)), False),
        (f"<meta name='article:updated' content='{DAY}'><meta name='last_updated_date' content='{DAY}'>", False),
        (ld({"@type": "ItemList", "itemListElement": [node()]}), False),
        (ld({"@type": "NewsMediaOrganization", "foundingDate": DAY, "datePublished": DAY}), False),
        ("<link rel='canonical' href='https://lake.example/2024/05/envoys'>", False),
    ],
)
def test_no_day_where_signs_disagree_or_say_something_else(read, page, head, said):
    """Where two signs of the article itself disagree, none is taken and it is said."""
    reading = read(page(head=f"<title>{TITLE}</title>{head}"), "a.html")
    assert reading.sources[0].published is None
    assert any("several days" in problem["reason"] for problem in reading.problems) == said


@pytest.mark.parametrize(
    "line",
    [
        "<time datetime='2024-05-04T08:00:00Z'>4 May</time>",
        "<p>Published <time datetime='2024-05-04'>4 May</time></p><p>Updated<time datetime='2024-05-09'>9 May</time></p>",
        "<div><time>4 May 2024</time> <time class='modified' datetime='2024-05-09'>9 May</time></div>",
    ],
)
def test_times_over_the_first_paragraph(read, page, line):
    """A time under the title is the article's day, unless it is that of an update; one in the text is not."""
    html = page(body="<p>The envoys met on <time datetime='2024-04-01'>1 April</time>.</p>").replace(
        "</h1>", f"</h1>{line}"
    )
    assert read(html, "a.html").sources[0].published == DAY
