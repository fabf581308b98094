"""A new store built of shards all at once, the same that loading their articles one after the other makes.

What loading works out for each article from what is there, is here worked out for all: `articles` makes the rows,
`names` tells who everybody is, `repeats` which claim repeats which, `counts` counts; `ladybug_copy` and `admin_files`
write. Each step leaves files in a scratch folder (`scratch`), so that memory stays flat and a killed build goes on.
"""
