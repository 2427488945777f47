"""Days as the house's own filters write them: 24 November 2026."""

DATE_FORMAT = "j F Y"
