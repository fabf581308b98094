"""Learning the attribution model from annotated articles. Needs the `train` dependency group (torch)."""
