"""Devices at the counter (窗口设备): the bridge on a clerk's own machine, and its drivers.

The bridge is a process of its own and knows neither Django nor the database.
"""
