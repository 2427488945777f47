"""Errors that carry facts instead of words, canonical bytes, and the ports to the world
(clock, ids, crypto, storage). It knows neither Django nor any room above it.

(floor 0.)
"""
