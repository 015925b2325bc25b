"""The brief: one document made from the tables, each sentence with its footnotes.

``choice`` says which sections, pins and notes it has, ``content`` restates rows as sentences, ``footnotes`` leads each
sentence to its passage, ``write`` makes the files.
"""

from workbook.brief.choice import Choice, read_choice
from workbook.brief.write import write_brief, write_brief_with_files

__all__ = ["Choice", "read_choice", "write_brief", "write_brief_with_files"]
