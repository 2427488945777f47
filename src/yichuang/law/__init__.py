"""Law as data (法律规则): periods with unit and source, the working-day calendar, clocks,
suspensions, remedies and code check digits. Pure: every fact, the time included, comes in as
an argument.

(floor 1.)
"""
