"""Articles into a store and out of it."""
