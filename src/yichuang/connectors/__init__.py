"""One folder per kind of outside system (对接适配), found through a
registry and imported by nobody.

(floor 8.)
"""
