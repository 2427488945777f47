"""Issued licences and results (电子证照): store, identifier, validity and public verification.

(floor 5.)
"""
