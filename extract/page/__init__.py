"""The article as it stands on the page: its form, its quotation marks, its paragraphs, and what is no part of it."""
