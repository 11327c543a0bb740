"""The real site in a real browser: what a reader of the built site meets."""
