"""Service of papers (送达): who was told of which paper, on which channel, and when it was served.

Sending is a reader of the ledger with its own queue; it never writes a case.
"""
