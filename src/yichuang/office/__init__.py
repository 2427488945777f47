"""Official documents (公文) in and out, circulation and follow-up.

(floor 7.)
"""
