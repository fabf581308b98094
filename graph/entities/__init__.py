"""Which names of different articles are one entity."""
