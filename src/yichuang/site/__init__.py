"""Settings, URLs, the CLI, the embedded database, the texts of all errors and health. It wires the
rooms; nobody imports it.

(floor 9.)
"""
