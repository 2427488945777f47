"""On-application powers and public services (依申请事项): receive, accept, supplement, decide,
issue, deliver; later also bundles (一件事).

(floor 7, line.)
"""
