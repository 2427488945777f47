"""How days are written in a language, where the house differs from Django."""
