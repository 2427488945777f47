"""Paper originals (材料原件): each has a barcode, and its whereabouts follow from signed moves."""
