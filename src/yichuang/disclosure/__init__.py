"""What the public may see (政务公开): progress, results and the verification page.
It only reads the ledger.

(floor 7, reader.)
"""
