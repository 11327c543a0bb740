"""What is refused? Faults of data, of texts and of the written site, each with its place.

Uses: articles, charts, language, data and below; never pages, which stand beside it.
"""
