"""Performance, each figure beside its physical limit in the same run: `make bench`.

Only ratios taken back to back are worth quoting, for machines swing: subject and limit take turns,
three rounds at least, and the median of the ratios is given with the least and the greatest.
"""
