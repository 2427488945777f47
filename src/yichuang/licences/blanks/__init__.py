"""Pre-numbered blanks (空白证照): received, printed on, spoilt, lost, given back or destroyed."""
