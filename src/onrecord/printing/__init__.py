"""How answers are printed: tables for people, JSON, JSON Lines, CSV and xlsx for programs, a claim marked in its
sentence; to standard output, or into a file.

Colour and progress bars are for a terminal only. rich is imported where something is drawn, not before.
"""

from onrecord.printing.answer import Answer, Bars, ByMonth, Format, Pairs, Row, SideBySide
from onrecord.printing.formats import ENDINGS, format_of, write
from onrecord.printing.messages import Notes, note, on_terminal, plural, quiet, remark_on, say, watched
from onrecord.printing.rates import rated

__all__ = [
    "ENDINGS",
    "Answer",
    "Bars",
    "ByMonth",
    "Format",
    "Notes",
    "Pairs",
    "Row",
    "SideBySide",
    "format_of",
    "note",
    "on_terminal",
    "plural",
    "quiet",
    "rated",
    "remark_on",
    "say",
    "watched",
    "write",
]
