"""Supervision (电子监察): rules that turn the ledger into cards, and internal
control. It only reads.

(floor 7, reader.)
"""
