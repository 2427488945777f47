"""What a page sends, read and checked before the rules are asked."""
