"""How answers are printed: tables for people, JSON, JSON Lines and CSV for programs, a claim marked in its sentence.

Colour and progress bars are for a terminal only. rich is imported where something is drawn, not before.
"""

from onrecord.printing.answer import Answer, Bars, Format, Row, SideBySide
from onrecord.printing.formats import write
from onrecord.printing.messages import note, on_terminal, plural, remark_on, watched
from onrecord.printing.rates import rated

__all__ = [
    "Answer",
    "Bars",
    "Format",
    "Row",
    "SideBySide",
    "note",
    "on_terminal",
    "plural",
    "rated",
    "remark_on",
    "watched",
    "write",
]
