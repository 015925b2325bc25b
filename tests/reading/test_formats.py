"""RTF, OpenDocument, EPUB, mailboxes, pages and archives of browsers, references; and what is refused with advice."""

import gzip
import io
import zipfile
from email.message import EmailMessage

import pytest

TITLE = "Truce monitors return to the Lake Tana districts"
FIRST = "Monitors went back on Saturday to the two districts east of the lake, their chief – Otieno Maro – said."
SECOND = "“We were promised safe passage,” he said; the government’s naïve timetable had left 4,300 families in tents."
WORDS = " ".join(["The government and the rebel council have not agreed on a map of the districts."] * 8)
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"


def reasons(reading):
    return [row["reason"] for row in reading.problems]


def escaped(text, unicode=True):
    """Return text as RTF writes it: by number, or in the bytes of Windows-1252."""
    signs = []
    for sign in text:
        plain = sign if sign.isascii() and sign not in "\\{}" else f"\\{sign}" if sign in "\\{}" else ""
        signs.append(plain or (f"\\u{ord(sign)}?" if unicode else f"\\'{sign.encode('cp1252').hex()}"))
    return "".join(signs)


def rtf(*paragraphs, head="\\ansi\\ansicpg1252\\deff0", end="\\par\n", unicode=True, before="", after=""):
    body = "".join(f"{before}{escaped(one, unicode)}{after}{end}" for one in paragraphs)
    return f"{{\\rtf1{head}{{\\fonttbl{{\\f0 Times;}}}}\\f0\\fs24 {body}}}"


RTF = {
    "numbers": rtf(TITLE, FIRST, SECOND),
    "bytes": rtf(TITLE, FIRST, SECOND, unicode=False),
    "bold": rtf(TITLE, FIRST, SECOND, before="{\\b\\i ", after="}"),
    "no breaks in the file": rtf(TITLE, FIRST, SECOND, end="\\par "),
    "empty lines": rtf(TITLE, FIRST, SECOND, end="\\par\\par\n"),
    "styles and information": rtf(TITLE, FIRST, SECOND, head="\\ansi{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}{\\info{\\title Template}{\\author Admin}}"),
    "header and footer": rtf(TITLE, FIRST, SECOND, head="\\ansi{\\header Page 1}{\\footer Printed by Ann}"),
    "picture": rtf(TITLE, FIRST, SECOND, head="\\ansi{\\pict\\pngblip 89504e470d0a1a0a}"),
    "breaks inside words": rtf(TITLE, FIRST, SECOND).replace("Monitors", "Moni\ntors").replace("families", "fami\r\nlies"),
    "soft hyphens": rtf(TITLE, FIRST, SECOND).replace("government", "govern\\-ment"),
    "link": rtf(TITLE, FIRST, SECOND).replace("Otieno Maro", '{\\field{\\*\\fldinst HYPERLINK "https://x.example/2024/03/01/maro"}{\\fldrslt Otieno Maro}}'),
}  # fmt: skip


@pytest.mark.parametrize("file", RTF.values(), ids=RTF)
def test_rtf(read, file):
    """The words of the paragraphs, no address, nothing of the template."""
    (source,) = read(file, "a.rtf").sources
    assert (source.text, source.format) == (TEXT, "rtf")


def test_rtf_of_a_database(read):
    """Factiva and Nexis write RTF too."""
    lines = [TITLE, "By Selam Bekele", "34 words", "2 March 2024", "The Rift Valley Times", "RIFTVT", "English"]
    lines += ["(c) 2024 The Rift Valley Times", FIRST, SECOND, "Document RIFTVT0020240302ek3200001"]
    (source,) = read(rtf(*lines), "a.rtf").sources
    assert (source.text, source.published, source.publisher, source.author) == (
        TEXT,
        "2024-03-02",
        "The Rift Valley Times",
        "Selam Bekele",
    )


ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def odt(body, styles="", before=""):
    content = f"""<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content xmlns:office="{ODF}:office:1.0"
    xmlns:text="{ODF}:text:1.0" xmlns:style="{ODF}:style:1.0" xmlns:table="{ODF}:table:1.0"
    xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <office:automatic-styles>{styles}</office:automatic-styles>
    <office:body><office:text>{body}</office:text></office:body></office:document-content>"""
    return zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": content, "meta.xml": "<a/>"})


def p(words, style="Standard", tag="p"):
    return f'<text:{tag} text:style-name="{style}">{words}</text:{tag}>'


PARENT = '<style:style style:name="P7" style:family="paragraph" style:parent-style-name="Title"/>'
ODT = {
    "plain": (odt(p(TITLE) + p(FIRST) + p(SECOND)), None, TEXT),
    "title": (odt(p(TITLE, "Title") + p(FIRST) + p(SECOND)), TITLE, TEXT),
    "title by a style of its own": (odt(p(TITLE, "P7") + p(FIRST) + p(SECOND), PARENT), TITLE, TEXT),
    "heading": (odt(p(TITLE, "Heading_20_1", "h") + p(FIRST) + p(SECOND)), None, TEXT),
    "spans and blanks": (odt(p(TITLE) + p(FIRST.replace("two districts", '<text:span>two<text:s/></text:span>districts')) + p(SECOND)), None, TEXT),
    "link": (odt(p(TITLE) + p(FIRST.replace("Otieno Maro", '<text:a xlink:href="https://x.example">Otieno Maro</text:a>')) + p(SECOND)), None, TEXT),
    "comment": (odt(p(TITLE) + p(FIRST + "<office:annotation><dc:creator>Ann</dc:creator><text:p>Really?</text:p></office:annotation>") + p(SECOND)), None, TEXT),
    "tracked changes": (odt(f"<text:tracked-changes><text:changed-region>{p('Gone.')}</text:changed-region></text:tracked-changes>" + p(TITLE) + p(FIRST) + p(SECOND)), None, TEXT),
    "section and frame": (odt(f"<text:section>{p(TITLE)}{p(FIRST)}</text:section>" + p(SECOND)), None, TEXT),
    "table": (odt(p(TITLE) + f"<table:table><table:table-row><table:table-cell>{p(FIRST)}</table:table-cell><table:table-cell>{p(SECOND)}</table:table-cell></table:table-row></table:table>"), None, TEXT),
    "list": (odt(p(TITLE) + f"<text:list><text:list-item>{p(FIRST)}{p(SECOND)}</text:list-item></text:list>"), None, f"{TITLE}\n\n• {FIRST}\n\n{SECOND}"),
    "footnote": (odt(p(TITLE) + p(f"{FIRST}<text:note><text:note-citation>1</text:note-citation><text:note-body>{p(SECOND)}</text:note-body></text:note>")), None, TEXT),
}  # fmt: skip


@pytest.mark.parametrize(("file", "title", "text"), ODT.values(), ids=ODT)
def test_odt(read, file, title, text):
    """Paragraphs in their order; comments and taken out words are not the article's."""
    (source,) = read(file, "a.odt").sources
    assert (source.text, source.title, source.format) == (text, title, "odt")


def test_odt_with_entities_is_refused(read):
    file = odt(p("&x;"), before='<!DOCTYPE r [<!ENTITY x "words">]>')
    reading = read(file, "a.odt")
    assert not reading.sources
    assert reading.problems[0]["severity"] == "refused"


def epub(chapters, *, title="Truces", creator="Selam Bekele", meta="", extra=None):
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <metadata><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:date>2024-05-01</dc:date>{meta}</metadata>
    <manifest><item id="nav" href="nav.xhtml" properties="nav"/>{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>"""
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/content.opf": package}
    parts["OEBPS/nav.xhtml"] = "<html><body><ol><li>Contents</li></ol></body></html>"
    for n, chapter in enumerate(chapters):
        parts[f"OEBPS/text/c {n}.xhtml"] = (
            f'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{chapter}</body></html>'
        )
    return zipped(**parts, **(extra or {}))


CHAPTER = f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"


def test_epub(read):
    """The parts in the order of the spine, without the contents; the book's day is that of its making."""
    (source,) = read(epub([f"<p>{SECOND}</p>", f"<h1>{TITLE}</h1><p>{FIRST}</p>"], title=TITLE), "a.epub").sources
    assert (source.text, source.title, source.published, source.author) == (TEXT, TITLE, None, None)


def test_epub_of_chapters_is_noted(read):
    reading = read(epub([f"<h1>One</h1><p>{WORDS}</p>", f"<h1>Two</h1><p>{WORDS}</p>"]), "a.epub")
    assert len(reading.sources) == 1
    assert reasons(reading) == ["a book of 2 parts, read as one article"]


def test_epub_of_a_periodical(read):
    """A newspaper that Calibre fetched: an article a part, the newspaper is the outlet."""
    meta = '<meta name="calibre:publication_type" content="periodical:news:daily"/>'
    parts = [f"<h2>Second</h2><p>{WORDS}</p>", f"<h2>First</h2><p>{WORDS} Once.</p>", "<p>Contents</p>"]
    reading = read(epub(parts, title="The Rift Valley Times", meta=meta), "a.epub")
    assert [(one.title, one.publisher, one.row) for one in reading.sources] == [
        ("First", "The Rift Valley Times", 1),
        ("Second", "The Rift Valley Times", 2),
    ]
    assert reasons(reading) == ["2 articles of a periodical, taken apart; 1 short parts are left out"]


@pytest.mark.parametrize(
    "file",
    [
        epub([CHAPTER], extra={"META-INF/encryption.xml": '<CipherReference URI="OEBPS/text/c%200.xhtml"/>'}),
        zipped(mimetype="application/epub+zip"),
        epub([]),
        epub([CHAPTER])[:900],
    ],
    ids=["protected", "no parts", "empty", "cut off"],
)
def test_epub_that_is_refused(read, file):
    reading = read(file, "a.epub")
    assert not reading.sources
    assert reading.problems[0]["severity"] == "refused"


def page(title=TITLE, day="2024-03-02", canonical=""):
    paragraphs = "".join(f"<p>{one}</p>" for one in (FIRST, SECOND, WORDS))
    meta = f"<meta property='article:published_time' content='{day}T10:00:00Z'>" if day else ""
    return f"<html><head><title>{title}</title>{meta}{canonical}</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"


PAGE_TEXT = f"{TEXT}\n\n{WORDS}"


def mhtml(html, *, charset="utf-8", address="https://times.example/news/1", encoding="quoted-printable"):
    part = EmailMessage()
    part.set_content(html, subtype="html", charset=charset, cte=encoding)
    part["Content-Location"] = address
    style = EmailMessage()
    style.set_content("body { color: red }", subtype="css")
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nDate: Fri, 03 May 2024 08:00:00 -0000\r\n"
    )
    head += 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----Multi"\r\n\r\n'
    body = b"".join(b"------Multi\r\n" + bytes(one).replace(b"\n", b"\r\n") + b"\r\n" for one in (part, style))
    return head.encode() + body + b"------Multi--\r\n"


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.html", "a"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_mhtml(read, name, encoding):
    """The page of a browser's single file; its address is the one that was saved, its day the page's own."""
    (source,) = read(mhtml(page(), encoding=encoding), name).sources
    assert (source.text, source.published, source.url) == (PAGE_TEXT, "2024-03-02", "https://times.example/news/1")
    assert source.format == "mhtml"


def test_mhtml_in_another_encoding_and_with_the_day_in_its_address(read):
    file = mhtml(page(day=""), charset="windows-1252", address="https://times.example/2024/03/02/monitors")
    (source,) = read(file, "a.mhtml").sources
    assert (source.text, source.published) == (PAGE_TEXT, "2024-03-02")


def warc(*records):
    """Return an archive; a record is its kind, address, content type, status and payload."""
    found = b""
    for number, (kind, address, content, status, payload) in enumerate(records):
        body = payload.encode("utf-8")
        if kind == "response":
            body = f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n\r\n".encode() + body
            content = "application/http; msgtype=response"
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        head += f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
        found += head.encode() + body + b"\r\n\r\n"
    return found


HTML = "text/html; charset=utf-8"
RECORDS = [
    ("warcinfo", "", "application/warc-fields", "", "software: crawler"),
    ("response", "https://times.example/1", HTML, "200 OK", page()),
    ("response", "https://times.example/style", "text/css", "200 OK", "body {}"),
    ("response", "https://times.example/gone", HTML, "404 Not Found", page("Not found")),
    ("request", "https://times.example/1", "application/http; msgtype=request", "", "GET / HTTP/1.1\r\n\r\n"),
    ("response", "https://times.example/2024/03/05/talks", HTML, "200 OK", page("Rebel council walks out", "")),
    ("conversion", "https://times.example/3", "text/plain", "", TEXT),
]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.txt"])
def test_warc(read, name):
    """Each page that was found is an article; the archive's own days are those of the fetching."""
    archive = warc(*RECORDS)
    reading = read(gzip.compress(archive) if name.endswith("gz") else archive, name)
    assert [(one.title, one.published, one.url, one.row) for one in reading.sources] == [
        (TITLE, "2024-03-02", "https://times.example/1", 1),
        ("Rebel council walks out", "2024-03-05", "https://times.example/2024/03/05/talks", 4),
        (None, None, "https://times.example/3", 5),
    ]
    assert reading.sources[0].text == PAGE_TEXT
    assert "2 records that are no page, or no longer there, were left out" in reasons(reading)


@pytest.mark.parametrize(
    "file", [warc(RECORDS[0], RECORDS[2]), warc(RECORDS[1])[:300], b"WARC/1.0\r\n"], ids=["no page", "cut off", "empty"]
)
def test_warc_without_pages(read, file):
    reading = read(file, "a.warc")
    assert not reading.sources
    assert reading.problems[0]["severity"] == "refused"


def mailbox(*mails, end="\n"):
    text = ""
    for subject, body in mails:
        text += f"From desk@times.example Sat Mar  2 10:00:00 2024\nFrom: desk@times.example\nTo: me@x.example\nSubject: {subject}\n"
        text += f'Date: Sat, 2 Mar 2024 10:00:00 +0000\nContent-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{body}\n\n'
    return text.replace("\n", end).encode()


@pytest.mark.parametrize("name", ["a.mbox", "a"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mbox(read, name, end):
    """A mail an article; a line that begins with "From " inside a mail stays in it."""
    reading = read(mailbox((TITLE, f"{FIRST}\n\n>From Gondar he went on."), ("Second", SECOND), end=end), name)
    first, second = reading.sources
    assert (first.title, first.row, first.published) == (TITLE, 1, None)
    assert first.text == f"{TITLE}\n\n{FIRST}\n\nFrom Gondar he went on."
    assert (second.title, second.row, second.text.strip()) == ("Second", 2, f"Second\n\n{SECOND}")


def test_mbox_without_mails(read):
    assert read("nothing here", "a.mbox").problems[0]["severity"] == "refused"


RIS = f"""TY  - NEWS
TI  - {TITLE}
AU  - Bekele, Selam
AU  - van der Meer, Ruth
T2  - The Rift Valley Times
DA  - 2024/03/02/
Y2  - 2024/05/01/
AB  - {FIRST}
UR  - https://times.example/1
ER  -

"""


def test_ris(read):
    """A reference is an article; an abstract is said to be one, and the day of the access is never taken."""
    reading = read(RIS + RIS.replace(TITLE, "Second").replace(f"AB  - {FIRST}\n", ""), "a.ris")
    (source,) = reading.sources
    assert (source.title, source.published, source.publisher) == (TITLE, "2024-03-02", "The Rift Valley Times")
    assert (source.author, source.url) == ("Selam Bekele, Ruth van der Meer", "https://times.example/1")
    assert source.text == f"{TITLE}\n\n{FIRST}"
    assert reasons(reading) == ["row 2: no text", "row 1: only a lead or summary, not the whole text"]


@pytest.mark.parametrize("name", ["a.txt", "a.ris", "a"])
def test_ris_by_its_content(read, name):
    assert [one.format for one in read(RIS.replace("\n", "\r\n"), name).sources] == ["ris"]


def test_ris_with_the_full_text_in_its_notes(read):
    (source,) = read(RIS.replace("UR  -", f"N1  - {WORDS}\nUR  -"), "a.ris").sources
    assert source.text == f"{TITLE}\n\n{WORDS}"


def test_enex(read):
    """A note is an article; the day of the clipping is not its day."""
    note = f"""<note><title>{TITLE}</title><content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x.dtd">
    <en-note><div>{FIRST}</div><div>{SECOND}</div></en-note>]]></content><created>20240501T080000Z</created>
    <note-attributes><source-url>https://times.example/1</source-url></note-attributes></note>"""
    file = f'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM "x.dtd"><en-export>{note}</en-export>'
    (source,) = read(file, "a.enex").sources
    assert (source.text, source.title, source.published, source.url) == (TEXT, TITLE, None, "https://times.example/1")


@pytest.mark.parametrize(
    ("name", "file", "advice"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "open it in Word or LibreOffice and save it as .docx"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "open it in a spreadsheet and save it as .xlsx or .csv"),
        ("a.msg", b"\xd0\xcf\x11\xe0" + bytes(600), "open it in Outlook or Thunderbird and save it as .eml"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "take off its password, or open it in its program and save it as .docx, .xlsx or .eml",
        ),
        (
            "a.ods",
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "open it in a spreadsheet and save it as .xlsx or .csv",
        ),
        ("a.xlsb", zipped(**{"xl/workbook.bin": b"x"}), "open it in a spreadsheet and save it as .xlsx or .csv"),
        ("a.pptx", zipped(**{"ppt/presentation.xml": "<a/>"}), "save its text as .txt"),
        ("a.pages", zipped(**{"Index/Document.iwa": b"x"}), "open it in the program and export it as Word or .csv"),
        ("a.zip", zipped(**{"a.txt": TEXT}), "unpack it and put the files into the folder"),
        ("a.gz", gzip.compress(TEXT.encode()), "unpack it and put the files into the folder"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(90), "run text recognition (OCR) on it and save the text as .docx"),
        ("a.webarchive", b"bplist00" + bytes(90), "open it in the browser that saved it and save the page as .html"),
        ("a.mobi", b"BOOKMOBI" + bytes(90), "convert it to .epub with Calibre"),
        ("a.bib", "@article{a, title={Truces}}", "export the references as .ris or .csv"),
        ("a.parquet", b"PAR1" + bytes(90), "open it in the program that made it and export the table as .csv"),
        ("a.mp3", b"ID3" + bytes(90), "put a transcript of it into the folder as .txt"),
        ("a.xyz", "words", "open it in its own program and save its text as .txt, .docx or .html"),
    ],
)
def test_refused_with_advice_that_works(read, name, file, advice):
    """What is not read says what to do instead."""
    reading = read(file, name)
    assert not reading.sources
    assert [(row["severity"], row["advice"]) for row in reading.problems] == [("refused", advice)]
