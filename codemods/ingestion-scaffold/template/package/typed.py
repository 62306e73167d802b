"""Records as dataclasses of your own."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any, Callable, Dict, Mapping, Tuple, Type, TypeVar, Union

from .records import BadLine, Record, excerpt

T = TypeVar("T")

Reader = Callable[[object], object]

_WORDS = {"true": True, "false": False}


def converter_to(record_type: Type[T]) -> Callable[[Record], Union[T, BadLine]]:
    """What makes a `record_type` of a record, or a bad line of one that does not fit.

    Raises `TypeError` where `record_type` is no dataclass, or has a field of another
    type than str, int, float, bool, object, or Optional of one of these. A ValueError
    of its `__post_init__` makes a bad line, too.
    """
    if not dataclasses.is_dataclass(record_type):
        raise TypeError(f"{record_type!r} is no dataclass")
    readers, required = _fields_of(record_type)

    def convert(record: Record) -> Union[T, BadLine]:
        try:
            values = _read_fields(record.data, readers, required)
            return record_type(**values)
        except ValueError as error:
            text = excerpt(repr(dict(record.data)))
            return BadLine(record.source, record.line, str(error), text)

    return convert


def _fields_of(record_type: Any) -> Tuple[Dict[str, Reader], Tuple[str, ...]]:
    hints = typing.get_type_hints(record_type)
    fields = [field for field in dataclasses.fields(record_type) if field.init]
    readers = {
        field.name: _reader_for(field.name, hints[field.name]) for field in fields
    }
    missing = dataclasses.MISSING
    required = tuple(
        field.name
        for field in fields
        if field.default is missing and field.default_factory is missing
    )
    return readers, required


def _reader_for(name: str, hint: object) -> Reader:
    if isinstance(hint, type) and hint in _READERS:
        return _READERS[hint]
    # `Optional[int]`, and `int | None` of Python 3.10, both have these arguments.
    options = typing.get_args(hint)
    inner = [option for option in options if option is not type(None)]
    if len(options) == 2 and len(inner) == 1 and inner[0] in _READERS:
        read = _READERS[inner[0]]
        return lambda value: None if value is None or value == "" else read(value)
    raise TypeError(f"the field {name!r} has a type that cannot be read: {hint!r}")


def _read_fields(
    data: Mapping[str, object], readers: Mapping[str, Reader], required: Tuple[str, ...]
) -> Dict[str, Any]:
    for name in required:
        if name not in data:
            raise ValueError(f"the field {name!r} is missing")
    values: Dict[str, Any] = {}
    for name, value in data.items():
        if name not in readers:
            raise ValueError(f"the field {name!r} is unknown")
        try:
            values[name] = readers[name](value)
        except ValueError as error:
            raise ValueError(f"the field {name!r} is {error}") from error
    return values


def _read_text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"no text: {value!r}")


def _read_int(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and "_" not in value:
        try:
            return int(value)
        except ValueError:
            pass
    raise ValueError(f"no whole number: {value!r}")


def _read_float(value: object) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number or (isinstance(value, str) and "_" not in value):
        try:
            return float(typing.cast(Any, value))
        except (ValueError, OverflowError):
            pass
    raise ValueError(f"no number: {value!r}")


def _read_bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in _WORDS:
        return _WORDS[value.lower()]
    raise ValueError(f"neither true nor false: {value!r}")


_READERS: Dict[object, Reader] = {
    str: _read_text,
    int: _read_int,
    float: _read_float,
    bool: _read_bool,
    object: lambda value: value,
}
