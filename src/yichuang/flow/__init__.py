"""Handling steps as a table (办理环节) and the token game over it. Pure.

(floor 1.) A row comes behind other rows; rows behind the same one run in parallel; a row whose
condition does not hold is passed over. See docs/zh/steps.md.
"""
