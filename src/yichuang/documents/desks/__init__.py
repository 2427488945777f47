"""The hand-over of a whole desk, when an officer moves away (整岗移交)."""
