"""Who and what an article names: :func:`find_mentions`, and in which role: :func:`find_roles`.

``gazetteer`` holds what is known before an article is read, ``page`` an article's words. ``candidates`` proposes spans,
``mentions`` decides once for the whole article; ``people`` says whom a part of a name means, by what stands ``beside``
it; ``roles`` reads titles and offices, ``spelling`` compares names across scripts and habits.

Terms: a mention is a passage that names an actor; its form is a name, a metonym ("the Kremlin"), a demonym
("Ukrainian") or a nominal (ACE 2005). Which mentions are one actor is decided in ``linking.actors``.
"""

from workbook.language.names.mentions import find_mentions
from workbook.language.names.roles import find_roles

__all__ = ["find_mentions", "find_roles"]
