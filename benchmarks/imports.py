"""
How long an interpreter takes to import the library and to settle its first line.

Whole interpreters are started one after the other in random order; a bare one is taken off. Goals:
the import at most 5 ms; from bare to the first settled line at most 0.8 times the import of
pydantic's BaseModel. Run it on the installed wheel: an editable install has its own import hook.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time


FIRST_LINE = """
from datetime import date, datetime
from qoo10model import JST, Grade, OrderLine, Rate, Seller, settlements
seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
                 paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST), delivered_on=date(2026, 5, 14))
assert settlements.settle(line, seller).net == 2_359
"""
PROGRAMS = {
    "bare": "",
    "import": "import qoo10model",
    "first line": FIRST_LINE,
    "attrs": "import attrs",
    "pydantic": "from pydantic import BaseModel",
}


def main(rounds: int = 41) -> None:
    """
    Print the medians over a bare interpreter and the ratio to pydantic.
    """
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for at in range(rounds + 1):
        for name in random.sample(list(PROGRAMS), len(PROGRAMS)):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", PROGRAMS[name]], check=True)
            if at:  # the first round fills the caches of the file system
                times[name].append(time.perf_counter() - start)
    over = {
        name: [1e3 * (one - bare) for one, bare in zip(values, times["bare"], strict=True)]
        for name, values in times.items()
    }
    for name in PROGRAMS:
        if name != "bare":
            print(f"{name:12} {statistics.median(over[name]):6.1f} ms over a bare interpreter")
    ratios = [
        ours / theirs for ours, theirs in zip(over["first line"], over["pydantic"], strict=True)
    ]
    low, median, high = statistics.quantiles(ratios, n=4)
    print(f"first line / pydantic: {median:.2f} [{low:.2f}-{high:.2f}]  goal 0.8")
    print(f"import: {statistics.median(over['import']):.1f} ms  goal 5 ms")


if __name__ == "__main__":
    main()
