"""Learning the attribution model from annotated articles. Needs the extra `onrecord[train]` (torch)."""
