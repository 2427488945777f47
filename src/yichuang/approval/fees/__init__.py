"""Fees of a case: the notice, the city's non-tax system behind a port, refunds (收费)."""
