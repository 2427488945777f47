"""What each page shows, read and put in order; no page queries anything itself."""
