"""Views of the portal, one module an act: parse, call, render."""
