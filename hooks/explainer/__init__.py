"""Renders structured facts and bilingual text into an explainer site.

The package is plain Python: it knows nothing of the site generator that calls it
and nothing of the subject a site explains. Everything about the subject comes from
the ``data`` and ``docs`` folders it is given.
"""
