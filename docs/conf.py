"""Sphinx: Markdown in two languages, Chinese first."""

from __future__ import annotations

from importlib.metadata import version as installed_version

project = "一窗 Yichuang"
author = "The Yichuang authors"
project_copyright = "2026, The Yichuang authors"
release = version = installed_version("yichuang")
language = "zh_CN"

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
suppress_warnings = ["misc.highlighting_failure"]  # examples that are cut short with …

html_theme = "furo"
html_title = "一窗 Yichuang"
html_show_sphinx = False
html_theme_options = {
    # System fonts only: the pages are read where no other host may be asked.
    "light_css_variables": {
        "font-stack": 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif',
        "font-stack--monospace": '"DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace',
        "color-brand-primary": "#0b5394",
        "color-brand-content": "#0b5394",
    },
}
