"""The gate (共享交换): data standard, streams in and out, shared interfaces and grants. Departments
that handle on their own system dock here; nobody types a thing twice.

(floor 6.)
"""
