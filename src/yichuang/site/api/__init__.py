"""The house for programs: `/api/v1`, over the same services as the pages.

Operations are thin: they read a strictly typed body, call one service or selector, and answer. One
module a resource; `base` holds what all share, `service` puts them together.
"""
