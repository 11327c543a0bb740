"""What does docs/ hold? Articles, the functions they call, and both rendered: the edition.

Uses: charts, language, data and below.
"""
