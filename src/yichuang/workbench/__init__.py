"""The staff's face (工作台): inbox, case page, the window screen, the head's page.

(floor 8.)
"""
