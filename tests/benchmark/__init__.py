"""How fast the site is built, on records that are made up; `python -m tests.benchmark --help`."""
