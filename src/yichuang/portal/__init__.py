"""The public's face (门户): home, search, guides, applying, my space.

(floor 8.)
"""
