"""What has an earlier build made that is still the same?

``made`` keeps the pages and files made of the data, ``pages`` every page as it was written.
Uses: all rooms below; a site in memory and the adapters use it.
"""
