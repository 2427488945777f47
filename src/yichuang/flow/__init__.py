"""Handling steps as a graph (办理环节) and the token game over them. Pure. It gets its
content when matters are handled in parallel; until then a matter's steps are a list in its edition.

(floor 1.)
"""
