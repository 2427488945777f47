"""Taking in divisions and organs: good rows are kept, bad ones named with their mend."""

from .divisions import import_divisions
from .organs import import_organs
from .report import Report, RowFault
from .tables import read_rows

__all__ = ["Report", "RowFault", "import_divisions", "import_organs", "read_rows"]
