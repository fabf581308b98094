"""What comes from the web: pages, feeds, archives of both, and e-mail, which holds pages."""
