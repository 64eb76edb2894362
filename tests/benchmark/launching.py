"""Runs a program and writes into a file, as JSON, what it took: `launching.py FILE PROGRAM …`.

A process begins with the memory of the one that starts it, and its peak remembers that: so this
one is small, and does nothing else.
"""

import json
import os
import sys
import time


def main(file: str, command: list[str]) -> int:
    """Run it to its end, and hand on how it ended."""
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    with open(file, "w", encoding="utf-8") as report:  # noqa: PTH123 — to load pathlib takes memory
        json.dump([seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss], report)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
