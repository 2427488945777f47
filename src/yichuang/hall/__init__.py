"""The hall (政务大厅): queue, shifts and window staff.

(floor 7.)
"""
