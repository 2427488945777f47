"""The door of disclosure."""

from .reader import ResultsReader
from .selectors import ResultsPage, result, results

__all__ = ["ResultsPage", "ResultsReader", "result", "results"]
