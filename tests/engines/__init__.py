"""The three engines browsers are made of, each driven the same way, and what pages do in them.

``make browsers`` (``__main__``) looks at every type of page in all of them, ``make test``
(tests/browser/test_engines.py) at a few.
"""
