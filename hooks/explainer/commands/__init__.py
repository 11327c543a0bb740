"""What is this figure, what would a change of it change, and how does one begin a new record?

Each module answers one command with text or files; only ``cli`` prints.
Uses: a whole site, and everything below.
"""
