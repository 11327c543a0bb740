"""What do others take away? Data, chart files, citations, heads, cards, the search index.

Uses: pages, articles, charts, language, data and below.
"""
