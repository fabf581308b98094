"""How answers are printed: tables for people, JSON, JSON Lines and CSV for programs, a claim marked in its sentence.

Colour and progress bars are for a terminal only. rich is imported where something is drawn, not before.
"""

from onrecord.printing.answer import Answer, Bars, Format, Row, SideBySide
from onrecord.printing.formats import write
from onrecord.printing.messages import Notes, note, on_terminal, plural, remark_on, say, watched
from onrecord.printing.rates import rated

__all__ = [
    "Answer",
    "Bars",
    "Format",
    "Notes",
    "Row",
    "SideBySide",
    "note",
    "on_terminal",
    "plural",
    "rated",
    "remark_on",
    "say",
    "watched",
    "write",
]
