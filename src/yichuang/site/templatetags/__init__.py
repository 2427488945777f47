"""Template tags of the house: dates, money, icons and the parts of a page."""
