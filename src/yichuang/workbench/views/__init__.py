"""Views of the workbench, one module a page: parse, call, render."""
