"""
All benchmarks, or those named: ``python benchmarks/run.py settling imports``.
"""

from __future__ import annotations

import pathlib
import subprocess
import sys


HERE = pathlib.Path(__file__).parent
ALL = (
    "settling",
    "reading",
    "exports",
    "imports",
    "instructions",
    "penalties",
    "pricing",
    "promotions",
    "adspend",
    "pictures",
)


def main() -> None:
    """
    Run each benchmark in an interpreter of its own.
    """
    for name in sys.argv[1:] or ALL:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=True)


if __name__ == "__main__":
    main()
