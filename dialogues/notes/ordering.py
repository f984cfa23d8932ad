"""Keys that order lines so that one can always be put between two others, without moving any.

A key is a string of the digits 0-9a-z, compared by code point as the digits of a fraction. Its first six
digits count: a line added at the end, or at the beginning, takes the next number. A few random digits at
the end keep apart the keys of two people who write at the same place at the same time.
"""

import secrets

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 200  # beyond this the keys of the meeting are dealt out anew
_BASE = len(DIGITS)
_WIDTH = 6
_START = _BASE**_WIDTH // 2


def between(before: str, after: str) -> str:
    """A key after `before` and before `after`; an empty one stands for the beginning or the end.

    Raises ValueError where `before` does not come before `after`.
    """
    if after and before >= after:
        raise ValueError(f"{before!r} does not come before {after!r}")
    if not after:
        head = _count(before, +1) if before else _written(_START)
    elif not before:
        head = _count(after, -1)
    else:
        head = None
    return (head or _midpoint(before, after)) + _jitter()


def dealt_out(count: int) -> list[str]:
    """Keys for so many lines in a row."""
    return [_written(_START + number) + _jitter() for number in range(count)]


def _jitter() -> str:
    tail = "".join(secrets.choice(DIGITS) for _ in range(2))
    return tail + secrets.choice(DIGITS[1:])


def _written(number: int) -> str:
    digits = ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, _BASE)
        digits = DIGITS[digit] + digits
    return digits


def _count(key: str, step: int) -> str | None:
    """The key's number, one up or down; None where there is no such number."""
    number = int(key[:_WIDTH].ljust(_WIDTH, "0"), _BASE) + step
    return _written(number) if 0 < number < _BASE**_WIDTH else None


def _midpoint(before: str, after: str) -> str:
    """A key strictly between, such that anything appended to it stays between."""
    shared = 0
    while after and shared < len(after) and (before[shared : shared + 1] or "0") == after[shared]:
        shared += 1
    prefix, before, after = after[:shared], before[shared:], after[shared:]
    low = DIGITS.index(before[0]) if before else 0
    high = DIGITS.index(after[0]) if after else _BASE
    if high - low > 1:
        return prefix + DIGITS[(low + high) // 2]
    return prefix + DIGITS[low] + _midpoint(before[1:], "")
