"""Whether somebody agrees with what a claim is about, told by what is done by the claim."""

from __future__ import annotations

from typing import Final, Literal

Stance = Literal["agree", "disagree", "open"]

AGREE: Final = frozenset({"confirm", "defend", "praise", "promise", "support", "thank"})
DISAGREE: Final = frozenset({"accuse", "blame", "criticize", "deny", "doubt", "oppose"})


def stance_of(act: str | None) -> Stance:
    """Tell what an act says of agreement; most acts leave it open.

    >>> stance_of("deny"), stance_of("promise"), stance_of("say"), stance_of(None)
    ('disagree', 'agree', 'open', 'open')
    """
    return "agree" if act in AGREE else "disagree" if act in DISAGREE else "open"
