"""Equivalence of materials (材料归并): which requested materials are one and the same paper."""
