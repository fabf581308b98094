"""Write the help of each command into docs/commands.md: uv run python tests/update_commands.py"""

from __future__ import annotations

from support.help_texts import DOCS, HELP_BLOCK, help_block

if __name__ == "__main__":
    text = DOCS.read_text(encoding="utf-8")
    DOCS.write_text(HELP_BLOCK.sub(lambda found: help_block(found[1]), text), encoding="utf-8")
