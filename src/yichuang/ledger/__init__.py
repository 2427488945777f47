"""The heart (办件账): cases, events, case files, `execute` and `admit`, the sequencer, readers and
the proof of it all. It knows no line of business.

(floor 3.)
"""
