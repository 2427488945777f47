"""What may be done (事项目录): powers, titles, matters, editions, data elements, forms and
materials; their import, review, publication, search and lint.

(floor 3.)
"""
