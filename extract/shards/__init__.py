"""Extraction of many articles, shard by shard: what is there is done, so that a killed run goes on where it was.

`plan` divides files and folders into pieces of work, `work` makes the shards of one piece, `run` has the work done by
one process or several, `shard` is one file and `table` what is in it. A shard is a Parquet file
with an article a row, its claims nested; it depends on the articles and the settings alone, not on who made it.
"""
