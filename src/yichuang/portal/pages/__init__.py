"""What the pages show, worked out before a template sees it: plain values, nothing to ask."""
