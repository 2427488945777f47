"""Papers (文书): uploads, templates, rendering, numbering, seals and signatures.

(floor 4.)
"""
