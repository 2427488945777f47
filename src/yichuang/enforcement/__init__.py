"""Administrative enforcement (行政执法): penalties, coercion, inspection and levy.

(floor 7, line.)
"""
