"""An ISBN's barcode. The library that makes the bars mends a wrong check digit without a word; here it is refused."""

import re

import barcode

from reissue import Trouble

BOX = (50.8, 30.5)
"""The width and height of the white ground in millimetres: two inches by one and a fifth."""


def barcode_of(digits: str) -> str:
    """Draw the EAN-13 of an ISBN in black, as SVG and paragraphs in a box of the size BOX. Trouble for a wrong ISBN."""
    code = barcode.get_barcode_class("ean13")(digits[:12])
    if code.get_fullcode() != digits:
        raise Trouble(f"the cover has no barcode: {digits} would be printed as {code.get_fullcode()}")
    modules = code.build()[0]
    left, top = (BOX[0] - (len(modules) + 2 * _QUIET - 4) * _MODULE) / 2, 4.2
    bars = "".join(
        f"M{left + (_QUIET + run.start()) * _MODULE:.3f} {top}h{len(run[0]) * _MODULE:.3f}"
        f"v{_GUARDS if _guards(run.start()) else _BARS}h-{len(run[0]) * _MODULE:.3f}z"
        for run in re.finditer("1+", modules)
    )
    first = left + (_QUIET + 3) * _MODULE
    below = "".join(
        f'<p style="left: {at:.3f}mm; top: {top + _BARS:.3f}mm; width: {width:.3f}mm">{part}</p>'
        for part, at, width in (
            (digits[0], left, (_QUIET - 2) * _MODULE),
            (digits[1:7], first, 42 * _MODULE),
            (digits[7:], first + 47 * _MODULE, 42 * _MODULE),
        )
    )
    said = f"ISBN {digits[:3]}-{digits[3:]}"
    return (
        f'<p style="left: 0; top: 0.7mm; width: 100%">{said}</p>'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX[0]} {BOX[1]}" style="left: 0; top: 0;'
        f' width: {BOX[0]}mm; height: {BOX[1]}mm"><path d="{bars}" fill="#000"/></svg>{below}'
    )


_MODULE = 0.33
"""Millimetres of the narrowest bar of an EAN-13 in its nominal size."""
_BARS, _GUARDS = 22.85, 24.5
"""How high the bars are, and those at the ends and in the middle."""
_QUIET = 11
"""Modules that stay white on the left."""


def _guards(module: int) -> bool:
    """Tell whether a bar is one of those at the ends and in the middle, which are longer."""
    return module < 3 or 45 <= module < 50 or module >= 92  # noqa: PLR2004 - where an EAN-13 has its guards
