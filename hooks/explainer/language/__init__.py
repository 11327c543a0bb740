"""How does a language say it? Numbers, units, dates and the interface in words; scripts, lines.

Uses: data and below.
"""
