"""Pages that show what a store holds: one file that needs no server (`file`), and a server of pages (`server`).

Read in this order: `marking` cuts an article's text into marked pieces; `templates/` draw them; `drawing` draws time
lines and networks as SVG; `views` asks the store for what each page shows; `guard` refuses what must not be asked;
`server` joins them.
"""
