"""What the front ends start: ``python -P -m xlplan.addin press NUMBER``, or ``functions`` for the cells of LibreOffice."""

import sys

from xlplan.addin.press import press

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["press", number]:
            press(number)
        case ["functions"]:
            from xlplan.addin.functions.serve import serve

            serve(sys.stdin, sys.stdout)
