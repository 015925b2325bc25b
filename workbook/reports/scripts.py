"""Data written into the scripts of a page: the one way by which words of articles get there."""

from __future__ import annotations

import json
from typing import Any

# "</script>" ends a script and "<!--" begins a comment wherever they stand in it, in a string too.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def in_script(data: Any) -> str:
    """Return data as JSON for a script: the same values, and no sign by which they could leave it.

    ``<``, ``>`` and ``&`` stand as escapes, as do all signs beyond ASCII, the line breaks U+2028 and U+2029 among them.
    """
    return json.dumps(data, ensure_ascii=True).translate(_ESCAPED)
