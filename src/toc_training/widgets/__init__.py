"""One anywidget per interactive; each has a Python twin for every click."""
