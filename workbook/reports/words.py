"""Words of articles and plans on their way into files: as data of a script, as XML, as cells of a spreadsheet."""

from __future__ import annotations

import json
import re
from typing import Any

# "</script>" ends a script and "<!--" begins a comment wherever they stand in it, in a string too.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # a form feed, half a character
_UNSEEN = r"[\s\x00-\x1f\x7f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
_FORMULA = re.compile(rf"{_UNSEEN}[=+\-@＝＋－＠]|\s*[\t\r]")
# Where a semicolon, a tab or a line's end separates cells, what stands behind it begins one: "all; =1+1".
_INNER = re.compile(rf"([;|\t\r\n]{_UNSEEN})(?=[=@＝＠]|[+\-＋－]\S)")


def in_script(data: Any) -> str:
    """Return data as JSON for a script: the same values, and no sign by which they could leave it.

    ``<``, ``>`` and ``&`` stand as escapes, as do all signs beyond ASCII, the line breaks U+2028 and U+2029 among them.
    """
    return json.dumps(data, ensure_ascii=True).translate(_ESCAPED)


def printable(data: Any) -> Any:
    """Return text, or lists and mappings of it, without the characters that no picture, page or Office file can hold.

    Those that move the paper on become a space, all others U+FFFD.
    """
    if isinstance(data, str):
        return _NO_XML.sub(lambda sign: " " if sign[0] in "\v\f" else "\ufffd", data)
    if isinstance(data, dict):
        return {printable(name): printable(value) for name, value in data.items()}
    if isinstance(data, (list, tuple)):
        return type(data)(printable(value) for value in data)
    return data


def cell(value: Any) -> Any:
    """Return a value for a cell: lists as text, and no text that a spreadsheet would run as a formula."""
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    value = _INNER.sub(r"\1'", printable(value))
    return "'" + value if _FORMULA.match(value) else value
