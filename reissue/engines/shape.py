"""What stands in a structured file, taken out with a check of its kind: trouble says where, and what would be right."""

from collections.abc import Iterator
from typing import TypeVar

from reissue import Trouble

Kind = TypeVar("Kind")


def need(value: object, key: str, kind: type[Kind], where: str) -> Kind:
    """Give value[key], which must be there and of this kind."""
    held = value.get(key) if isinstance(value, dict) else None
    if not isinstance(held, kind):
        found = "is missing" if held is None else f"is {_NAMES.get(type(held), 'something else')}"
        message = f"{where}: {key!r} should be {_NAMES[kind]} and {found}"
        raise Trouble(message)
    return held


def want(value: object, key: str, default: Kind, where: str) -> Kind:
    """Give value[key], of the default's kind, or the default where it is missing or null."""
    held = value.get(key) if isinstance(value, dict) else None
    return default if held is None else need(value, key, type(default), where)


def items(value: object, key: str, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Give the objects of the list value[key], each with its place for messages."""
    for number, item in enumerate(want(value, key, list[object](), where)):
        place = f"{where}, {key}[{number}]"
        if not isinstance(item, dict):
            message = f"{place} should be an object and is {_NAMES.get(type(item), 'something else')}"
            raise Trouble(message)
        yield place, item


def strings(value: object, key: str, where: str) -> list[str]:
    """Give the texts of the list value[key]; nothing where it is missing."""
    held = want(value, key, list[object](), where)
    for number, item in enumerate(held):
        if not isinstance(item, str):
            message = f"{where}, {key}[{number}] should be text and is {_NAMES.get(type(item), 'something else')}"
            raise Trouble(message)
    return [str(item) for item in held]


_NAMES: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}
