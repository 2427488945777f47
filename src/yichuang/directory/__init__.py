"""Who is who (组织与人员): regions, organs, posts, officers, parties and their mandates; the one
access policy; and the looks (查阅), the record of everyone who read a person's data.

(floor 2.)
"""
