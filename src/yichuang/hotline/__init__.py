"""The 12345 hotline (热线工单): orders, limits on every answer, call-back.

(floor 7, line.)
"""
