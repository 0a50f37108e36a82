"""The size of the text's type and the height of its lines on a page of any trim, as far as the edition says neither.

The type grows with the root of the page's width, so that a line keeps 59 to 66 letters and a large page is not all
white. A line is as high as makes the type area hold a whole number of them.
"""

from math import floor, sqrt

from reissue.edition import DEMY, Edition


def type_of(edition: Edition) -> str:
    """Write the rule for the root of a book's pages: in the house's sheet the text has a size of 0.99rem."""
    width, height = edition.trim
    size = edition.type_size or round(min(max(_SIZE * sqrt(width / DEMY[0]), _LEAST), _MOST), 1)
    area = (height - max(_ABOVE * height, _LEAST_ABOVE) - max(_BELOW * height, _LEAST_BELOW)) * _POINTS
    lines = round(area / (size * _LEADING))
    leading = edition.leading or floor(area / lines * _STEPS) / _STEPS
    return f"html {{ font-size: {size / _OF_TEXT:.6g}pt; line-height: {leading:.6g}pt }}"


_SIZE, _LEADING = 9.9, 14 / 9.9
_LEAST, _MOST = 8.8, 11.2
_OF_TEXT = 0.99
_STEPS = 20
"""How many heights of a line there are between one point and the next."""
_POINTS = 72 / 25.4
# As print.css has the margins of a page.
_ABOVE, _LEAST_ABOVE = 0.098, 14.0
_BELOW, _LEAST_BELOW = 0.078, 11.0
