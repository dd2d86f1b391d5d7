"""`python -m bench`: every figure as a ratio to a divisor measured in the same run.

python -m bench                      the county at 2 % (10,000 persons), and the pages of the main job on the demo office
python -m bench --scale 1            the whole county (500,000 persons, 2,000,000 contacts)
python -m bench --database FILE      a county that was filled before
python -m bench --only search,pages  some parts: data, search, pages, write, import, demo, gaps, duplicates, statistics, peer
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import data, parts
from bench.measure import Figure


def main() -> int:
    """Measure and print; 1 when an in-process ratio misses its target."""
    arguments = _arguments()
    wanted = set(filter(None, arguments.only.split(",")))
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(arguments.database or Path(folder) / "county.db")
        if not path.exists():
            made = data.build(path, arguments.scale)
            figures += parts.generating(made, arguments.scale)
        for name, measure in parts.PARTS.items():
            if not wanted or name in wanted:
                figures += measure(path)
                print(*figures, sep="\n", flush=True)
                figures_shown.extend(figures)
                figures.clear()
    print(*figures, sep="\n")
    missed = [figure for figure in figures_shown if figure.is_met is False]
    print(f"\n{len(figures_shown)} figures, {len(missed)} missed their target")
    return 1 if missed and arguments.strict else 0


figures_shown: list[Figure] = []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=0.02, help="1 is the whole county (default 0.02)")
    parser.add_argument("--database", help="a database file filled by `python -m bench.data FILE SCALE`")
    parser.add_argument("--only", default="", help=f"some of: {', '.join(parts.PARTS)}")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a target is missed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
