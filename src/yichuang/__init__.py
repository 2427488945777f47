"""Yichuang 一窗: one window in front, one record behind."""
