"""Attributions: where in a text somebody is said to say something (cue, source and content spans)."""
