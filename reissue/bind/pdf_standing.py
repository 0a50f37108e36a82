"""Standing type: formes kept from one build to the next, so that a chapter that did not change is not set again."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from xml.etree.ElementTree import tostring

from reissue.bind.pdf_forme import Compose, Copy, Forme, House
from reissue.kept import digest, find_made, keep_made, makers


def standing(
    compose: Compose, turn: AbstractContextManager[object] | None = None, ready: Callable[[], object] = lambda: None
) -> Compose:
    """Have only those copies set by `compose` of which no forme stands.

    A forme is found again by all that decides how it looks: its copy, the house's style, fonts and the pictures in it,
    our code and the libraries. One that prints letters of a font of the system's, which may change, is not kept.

    Where others have copies set too, each waits for its `turn`, and what stands by then is not set again; `ready` is
    called before that, when it is known what is to be set.
    """

    def compose_the_rest(house: House, copies: Sequence[Copy]) -> list[Forme]:
        keys = _keys(house, copies)
        formes = [find_made(key, Forme) for key in keys]
        if None not in formes:
            return _whole(formes)
        ready()
        with turn or nullcontext():
            formes = [forme or find_made(key, Forme) for key, forme in zip(keys, formes, strict=True)]
            left = [at for at, forme in enumerate(formes) if forme is None]
            made = dict(zip(left, compose(house, [copies[at] for at in left]) if left else (), strict=True))
            keep_made((keys[at], forme) for at, forme in made.items() if all(font.ours for font in forme.fonts))
        return _whole([made.get(at, forme) for at, forme in enumerate(formes)])

    return compose_the_rest


def unset(house: House, copies: Sequence[Copy]) -> list[Copy]:
    """Give those copies of which no forme stands."""
    kept = (find_made(key, Forme) for key in _keys(house, copies))
    return [copy for copy, forme in zip(copies, kept, strict=True) if forme is None]


def _whole(formes: Sequence[Forme | None]) -> list[Forme]:
    return [forme for forme in formes if forme is not None]


def _keys(house: House, copies: Sequence[Copy]) -> list[str]:
    style = digest(makers(), house.css, str(house.width), *_flat(house.fonts))
    return [_key(style, house, copy) for copy in copies]


def _key(style: str, house: House, copy: Copy) -> str:
    pictures = {image.get("src", "").removeprefix("picture:") for image in copy.tree.iter("img")}
    known = {name: house.pictures[name] for name in sorted(pictures) if name in house.pictures}
    fonts = repr(copy.fonts)
    return "forme-" + digest(style, tostring(copy.tree), copy.side, fonts, copy.identifier, *_flat(known))


def _flat(files: Mapping[str, bytes]) -> list[bytes | str]:
    return [part for name, data in files.items() for part in (name, data)]
