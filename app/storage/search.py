"""Search as you type: which products fit a few letters of a name, SKU or barcode, best first.

Ranking all matches of one letter takes half a second at a million products, so the best come
from stages that each stop early: the very code; names that begin so; words that begin so; and
only while the list is short, letters inside words. In a catalogue of up to `TEXTS_READ`
products, or of no more than the limit, every product is found that holds all words of the text
somewhere; in a larger one, one or two letters inside words may bring fewer than there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain import barcode
from app.domain.catalog import ProductDraft
from app.domain.text import digits, fold, words
from app.storage.store import Unit

GRAM = 3  # letters of an entry in the inside-word index
TERMS = 30  # of one question to an index; a longer text is only held against names' beginnings
WORDS_TRIED = 24  # words that hold a short fragment, for the search inside words
GROUPS_READ = 1_000  # products with the right letter groups whose text is read
TEXTS_READ = 5_000  # products of a catalogue that is small enough to be read as a whole

_HOLDS = "instr(p.name_key || ' ' || p.name_ar_key || ' ' || p.codes_key, ?) > 0"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a product is found by, folded."""

    name: str
    name_ar: str
    codes: str

    @property
    def text(self) -> str:
        """Everything in one line."""
        return f"{self.name} {self.name_ar} {self.codes}"


def entry(draft: ProductDraft) -> Entry:
    """What the product will be found by."""
    codes = (draft.sku, *(each.code for each in draft.barcodes))
    return Entry(fold(draft.name), fold(draft.name_ar), fold(" ".join(codes)))


@dataclass(frozen=True, slots=True)
class Rows:
    """What products are found by, as it is stored."""

    words: list[tuple[int, str]]
    grams: list[tuple[int, str]]
    distinct: list[tuple[str]]


def rows(entries: Sequence[tuple[int, Entry]]) -> Rows:
    """What these products are found by."""
    split = [words(f"{each.name} {each.name_ar}") for _, each in entries]
    distinct = {word for each in split for word in each}
    return Rows(
        [(row[0], " ".join(each)) for row, each in zip(entries, split, strict=True)],
        [(product_id, each.text) for product_id, each in entries],
        [(word,) for word in distinct],
    )


def add(unit: Unit, new: Rows) -> None:
    """Make new products findable."""
    unit.raw_many("INSERT INTO product_word (rowid, words) VALUES (?, ?)", new.words)
    unit.raw_many("INSERT INTO product_gram (rowid, text) VALUES (?, ?)", new.grams)
    if new.distinct:
        unit.raw_many("INSERT OR IGNORE INTO word (word) VALUES (?)", new.distinct)


def remove(unit: Unit, ids: Sequence[int]) -> None:
    """Forget what these products were found by."""
    rows = [(product_id,) for product_id in ids]
    unit.sql("DELETE FROM product_word WHERE rowid = ?", rows)
    unit.sql("DELETE FROM product_gram WHERE rowid = ?", rows)


def ids(unit: Unit, text: str, limit: int) -> list[int]:
    """The ids of the active products that fit the text, best first."""
    folded = fold(text)
    if not folded:
        return _ids(unit, "SELECT id FROM product WHERE active ORDER BY id LIMIT ?", limit)
    found: dict[int, None] = {}
    code = text.encode(errors="ignore").decode().strip()
    for each in _stages(unit, code, folded, limit):
        found[each] = None
        if len(found) >= limit:
            break
    return list(found)


def _stages(unit: Unit, code: str, folded: str, limit: int) -> Iterator[int]:
    # Each stage brings `limit` different products, if it has them.
    parts = list(dict.fromkeys(words(folded)))
    yield from _by_code(unit, code)
    yield from _names_begin(unit, folded, limit)
    letters_only = not any(character.isdigit() for character in folded)
    if not letters_only:
        yield from _codes_begin(unit, code, limit)
    if 0 < len(parts) <= TERMS:
        yield from _words_begin(unit, parts, limit)
        if letters_only:
            yield from _codes_begin(unit, code, limit)
        yield from _inside(unit, parts, limit)
        yield from _anywhere(unit, parts, limit)


def _by_code(unit: Unit, code: str) -> list[int]:
    keys = barcode.parse(code).keys
    return _ids(
        unit,
        "SELECT p.id FROM product p WHERE p.active AND p.id IN (SELECT product_id FROM barcode "
        "WHERE key IN (?, ?, ?) UNION ALL SELECT id FROM product WHERE sku IN (?, ?))",
        *(*keys, "", "", "")[:3],
        code,
        code.upper(),
    )


def _names_begin(unit: Unit, folded: str, limit: int) -> Iterator[int]:
    for column in ("name_key", "name_ar_key"):
        yield from _ids(
            unit,
            f"SELECT id FROM product WHERE active AND {column} >= ? AND {column} < ? "
            f"ORDER BY {column} LIMIT ?",
            folded,
            _after(folded),
            limit,
        )


def _codes_begin(unit: Unit, code: str, limit: int) -> Iterator[int]:
    for prefix in dict.fromkeys((digits(code).upper(), code)):
        bounds = (prefix, _after(prefix), limit)
        yield from _ids(
            unit,
            "SELECT DISTINCT p.id FROM barcode b CROSS JOIN product p ON p.id = b.product_id "
            "WHERE b.code >= ? AND b.code < ? AND p.active LIMIT ?",
            *bounds,
        )
        yield from _ids(
            unit,
            "SELECT id FROM product WHERE sku >= ? AND sku < ? AND active ORDER BY sku LIMIT ?",
            *bounds,
        )


def _words_begin(unit: Unit, parts: Sequence[str], limit: int) -> list[int]:
    return _with_words(unit, " AND ".join(f'"{part}"*' for part in parts), limit)


def _inside(unit: Unit, parts: Sequence[str], limit: int) -> list[int]:
    grams = sorted({part[i : i + GRAM] for part in parts for i in range(len(part) - GRAM + 1)})
    if grams:
        return _with_grams(unit, grams[:TERMS], parts, limit)
    return _with_words(unit, " AND ".join(_any_with(unit, part) for part in parts), limit)


def _any_with(unit: Unit, fragment: str) -> str:
    rows = unit.sql(
        "SELECT word FROM word WHERE instr(word, ?) > 1 LIMIT ?", (fragment, WORDS_TRIED)
    )
    return "(" + " OR ".join((f'"{fragment}"*', *(f'"{row[0]}"' for row in rows))) + ")"


def _with_words(unit: Unit, query: str, limit: int) -> list[int]:
    return _ids(
        unit,
        "SELECT i.rowid FROM product_word i CROSS JOIN product p ON p.id = i.rowid "
        "WHERE product_word MATCH ? AND p.active LIMIT ?",
        query,
        limit,
    )


def _with_grams(unit: Unit, grams: Sequence[str], parts: Sequence[str], limit: int) -> list[int]:
    # The index knows which letter groups a product has, not where; the text itself decides.
    return _ids(
        unit,
        "SELECT p.id FROM (SELECT rowid FROM product_gram WHERE product_gram MATCH ? LIMIT ?) g "
        "CROSS JOIN product p ON p.id = g.rowid "
        f"WHERE p.active AND {_all_of(parts)} LIMIT ?",
        " AND ".join(f'"{gram}"' for gram in grams),
        max(GROUPS_READ, limit),
        *parts,
        limit,
    )


def _anywhere(unit: Unit, parts: Sequence[str], limit: int) -> list[int]:
    # One or two letters of a code, and pieces of several words, stand in no index.
    small = "SELECT coalesce(max(id), 0) <= ? FROM product"
    if not unit.raw(small, (max(TEXTS_READ, limit),)).fetchone()[0]:
        return []
    sql = f"SELECT p.id FROM product p WHERE p.active AND {_all_of(parts)} LIMIT ?"
    return _ids(unit, sql, *parts, limit)


def _all_of(parts: Sequence[str]) -> str:
    return " AND ".join(_HOLDS for _ in parts)


def _ids(unit: Unit, sql: str, *values: object) -> list[int]:
    return [row[0] for row in unit.raw(sql, values)]


def _after(prefix: str) -> str:
    # Sorts after every text with this prefix.
    return prefix + "\U0010ffff"
