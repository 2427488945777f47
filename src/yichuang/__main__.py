"""`python -m yichuang` is the same as `yichuang`."""

from yichuang.site.cli import main

main()
