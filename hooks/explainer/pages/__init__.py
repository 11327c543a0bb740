"""Which pages are made from the data alone? Metrics, charts, changes, frames; icons and assets.

Uses: articles, charts, language, data and below; never checks, which stand beside it.
"""
