"""
How many instructions one settled line takes, as the guard against slow creep.

Callgrind counts them; unlike a time, the count is the same on every run of one Python build, so a
record is kept for each build. A count above the record by more than 5 % fails; less than that can
come of where things lie in memory. `--record` writes the count of this build down.
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig


RECORD = pathlib.Path(__file__).with_name("instructions.json")
FEW, MANY = 200, 1_200
ALLOWED = 1.05
PROGRAM = """
import gc, sys
from datetime import date, datetime
from qoo10model import JST, Grade, OrderLine, Rate, Seller, discounts, settlements
seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
paid_at = datetime(2026, 5, 30, 12, 0, tzinfo=JST)
coupon = (discounts.mega_wari(1_326, on=paid_at.date(), quantity=2),) if {mega} else ()
line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2, paid_at=paid_at,
                 delivered_on=date(2026, 6, 4), discounts=coupon)
gc.disable()
for _ in range({lines}):
    settlements.settle(line, seller)
"""


def count(lines: int, *, mega: bool) -> int:
    """
    Return the instructions that a whole interpreter takes to settle *lines* lines.
    """
    done = subprocess.run(
        [
            "valgrind",
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            sys.executable,
            "-c",
            PROGRAM.format(lines=lines, mega=mega),
        ],
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0"},
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None:
        sys.exit(f"callgrind printed no count:\n{done.stderr}")
    return int(found[1])


def main() -> None:
    """
    Print the counts and compare them with the record of this build.
    """
    if shutil.which("valgrind") is None:
        print("instructions: skipped, valgrind is not installed")
        return
    build = f"{sys.version.split()[0]} {sysconfig.get_platform()}"
    record = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    known = record.get(build, {})
    count(1, mega=True)  # writes the bytecode, which is no part of settling a line
    counts = {
        name: (count(MANY, mega=mega) - count(FEW, mega=mega)) // (MANY - FEW)
        for name, mega in (("ordinary", False), ("mega_wari", True))
    }
    for name, instructions in counts.items():
        before = f"record {known[name]:,}" if name in known else f"no record for {build}: --record"
        print(f"{name:10} {instructions:8,} instructions a line   {before}")
    if "--record" in sys.argv:
        RECORD.write_text(json.dumps({**record, build: counts}, indent=2, sort_keys=True) + "\n")
    elif any(counts[name] > known.get(name, counts[name]) * ALLOWED for name in counts):
        sys.exit("a settled line takes more instructions than the record allows")


if __name__ == "__main__":
    main()
