"""Letters: a warm letter against bare WeasyPrint (B9), and many letters on two processes against one (B10).

    python -m bench.letters            both, some seconds
    python -m bench.letters --letters 500

Each figure is measured in turns with its divisor (A B A B …); the median of the ratios of the pairs counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import threading
import time
from collections.abc import Callable

from lotse.foundation.pdf import FONTS, Printer, Sheet
from lotse.foundation.sheets import sheet_html, stylesheet
from lotse.letters.rules.printing import printable_letter
from tests.factories.letter_contents import make_short_letter

ROUNDS = 9


def sheet() -> Sheet:
    """Return the one-page referral letter as the application hands it to the printer."""
    printable = printable_letter(make_short_letter())
    return Sheet(sheet_html(printable.template, **printable.context), stylesheet(printable.style))


def bare_weasyprint(letter: Sheet) -> Callable[[], bytes]:
    """Return WeasyPrint in this very process, with everything reused: the floor."""
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = weasyprint.CSS(string=letter.css, font_config=fonts)

    def write() -> bytes:
        document = weasyprint.HTML(string=letter.html)
        made: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
        return made

    return write


def timed(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def warm_letter() -> None:
    """B9: the application's letter against the floor, and the first letter after the warm-up of the server."""
    letter, printer = sheet(), Printer()
    printer.warm_up()
    first = timed(lambda: printer.print([letter]))
    floor = bare_weasyprint(letter)
    floor()
    pairs = [(timed(lambda: printer.print([letter])), timed(floor)) for _ in range(ROUNDS)]
    ours = statistics.median(a for a, _ in pairs)
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"B9   warm letter {ours:.0f} ms, bare WeasyPrint {statistics.median(b for _, b in pairs):.0f} ms")
    print(f"B9   ratio {ratio:.2f} (target <= 1.15)   {'ok' if ratio <= 1.15 else 'MISSED'}")
    print(f"B9   first after boot {first:.0f} ms, {first / ours:.1f} x warm (target <= 3)")
    printer.close()


def many_letters(count: int) -> None:
    """B10: so many letters one after the other, in one process and shared between two."""
    letter, printers = sheet(), (Printer(), Printer())
    for printer in printers:
        printer.warm_up()
        printer.print([letter])

    def share(printer: Printer, some: int) -> None:
        for _ in range(some):
            printer.print([letter])

    def on_two() -> None:
        halves = [threading.Thread(target=share, args=(printer, count // 2)) for printer in printers]
        for half in halves:
            half.start()
        for half in halves:
            half.join()

    alone, together = timed(lambda: share(printers[0], count)), timed(on_two)
    gain = alone / together
    print(f"B10  {count} letters: one process {alone / 1000:.1f} s, two {together / 1000:.1f} s")
    verdict = "ok" if gain >= 1.8 else "MISSED" if os.getloadavg()[0] < 3 else "not judged: others use the cores"
    print(f"B10  speed-up {gain:.2f} (target >= 1.8)   {verdict}")
    for printer in printers:
        printer.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the run")
    warm_letter()
    many_letters(asked.letters)


if __name__ == "__main__":
    main()
