"""The spaCy pipeline, and its parse of one article as plain columns."""
