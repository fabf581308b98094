"""Which claims of different articles are the same statement."""
