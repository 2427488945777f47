"""Statistics and decision support (统计分析), computed from the ledger and
explained. It only reads.

(floor 7, reader.)
"""
