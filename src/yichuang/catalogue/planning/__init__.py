"""The plan of a bundle (一件事): one form, one set of documents, one order, one promise. Pure."""
