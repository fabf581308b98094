"""Look-ups for assistants, by the Model Context Protocol: `answers` are what they say, `server` is who is asked."""
