"""The same chart, the same bytes: a PDF of the drawing library, its objects in the order in which they are used.

The library numbers objects and lists resources in the order of a hash table, which differs from run to run. Nothing of
what they say differs: so the lists are sorted, the objects numbered as they are met from the root, and the file written
again with its table of offsets.
"""

from __future__ import annotations

import re

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_OFFSET = re.compile(rb"(\d{10}) \d{5} n")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
# "/gs8 47 0 R", each on a line of its own
_LISTED = re.compile(rb"(?:\n *\/[A-Za-z]+\d+ \d+ 0 R){2,}")


def ordered(pdf: bytes) -> bytes:
    """Return the same PDF with its objects in the order of their use; as it is where it is of another make."""
    start, root = _START.search(pdf), _ROOT.search(pdf)
    if not start or not root:
        return pdf
    table = int(start[1])
    offsets = sorted(int(found) for found in _OFFSET.findall(pdf, table))
    objects = {}
    for at, end in zip(offsets, [*offsets[1:], table], strict=True):
        name, _, body = pdf[at:end].partition(b" 0 obj\n")
        head, stream, rest = body.rstrip().partition(b"\nstream\n")
        objects[int(name)] = _LISTED.sub(_sorted, head), stream + rest
    order: dict[int, None] = {}
    waiting = [int(root[1])]
    while waiting:
        number = waiting.pop()
        if number not in order:
            order[number] = None
            waiting += reversed([int(found) for found in _REFERENCE.findall(objects[number][0])])
    return _written([objects[number] for number in order], {old: new for new, old in enumerate(order, 1)})


def _sorted(lines: re.Match[bytes]) -> bytes:
    entries: list[bytes] = lines.group().split(b"\n")[1:]
    return b"\n" + b"\n".join(sorted(entries))


def _written(objects: list[tuple[bytes, bytes]], numbers: dict[int, int]) -> bytes:
    """Return a file of these objects, the first of them its root."""
    made = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
    offsets = []
    for number, (head, rest) in enumerate(objects, 1):
        offsets.append(len(made))
        head = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head)
        made += b"%d 0 obj\n%b%b\n\n" % (number, head, rest)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made += b"trailer\n<<\n  /Size %d\n  /Root 1 0 R\n>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(made)
