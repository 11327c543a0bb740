"""What was promised? Every address and value published, the ledger, the feed, what is gone.

Uses: sharing, pages and below.
"""
