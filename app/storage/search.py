"""Search as you type: which products fit a few letters of a name, SKU or barcode, best first.

Ranking all matches of one letter takes half a second at a million products, so the best come
from stages that each stop early: the very code; names that begin so; words that begin so; and
only while the list is short, letters inside words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain import barcode
from app.domain.catalog import ProductDraft
from app.domain.text import fold, words
from app.storage.store import Unit

GRAM = 3  # letters of an entry in the inside-word index
WORDS_TRIED = 24  # words that hold a short fragment, for the search inside words


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


def add(unit: Unit, entries: Sequence[tuple[int, Entry]]) -> None:
    """Make new products findable."""
    split = [words(f"{each.name} {each.name_ar}") for _, each in entries]
    unit.sql(
        "INSERT INTO product_word (rowid, words) VALUES (?, ?)",
        [(row[0], " ".join(each)) for row, each in zip(entries, split, strict=True)],
    )
    unit.sql(
        "INSERT INTO product_gram (rowid, text) VALUES (?, ?)",
        [(product_id, each.text) for product_id, each in entries],
    )
    distinct = {word for each in split for word in each}
    if distinct:
        unit.sql("INSERT OR IGNORE INTO word (word) VALUES (?)", [(word,) for word in distinct])


def remove(unit: Unit, ids: Sequence[int]) -> None:
    """Forget what these products were found by."""
    rows = [(product_id,) for product_id in ids]
    unit.sql("DELETE FROM product_word WHERE rowid = ?", rows)
    unit.sql("DELETE FROM product_gram WHERE rowid = ?", rows)


def ids(unit: Unit, text: str, limit: int) -> list[int]:
    """The ids of the active products that fit the text, best first."""
    folded = fold(text)
    if not folded:
        rows = unit.sql("SELECT id FROM product WHERE active ORDER BY id LIMIT ?", (limit,))
        return [row[0] for row in rows]
    found = dict.fromkeys(islice(_stages(unit, text, folded, limit), limit * 4))
    return list(islice(found, limit))


def _stages(unit: Unit, text: str, folded: str, limit: int) -> Iterator[int]:
    yield from _by_code(unit, text)
    parts = words(folded)
    seen: set[int] = set()
    for stage in (
        _names_begin(unit, folded, limit),
        _codes_begin(unit, folded, limit),
        _words_begin(unit, parts, limit),
        _inside(unit, parts, limit),
    ):
        for each in stage:
            seen.add(each)
            yield each
        if len(seen) >= limit:
            return


def _by_code(unit: Unit, text: str) -> list[int]:
    keys = barcode.parse(text).keys
    rows = unit.sql(
        "SELECT p.id FROM product p WHERE p.active AND p.id IN (SELECT product_id FROM barcode "
        "WHERE key IN (?, ?, ?) UNION ALL SELECT id FROM product WHERE sku = ?)",
        (*(*keys, "", "", "")[:3], text.strip()),
    )
    return [row[0] for row in rows]


def _names_begin(unit: Unit, folded: str, limit: int) -> list[int]:
    rows = unit.sql(
        "SELECT id FROM (SELECT id, name_key AS k FROM product "
        "WHERE active AND name_key >= :low AND name_key < :high ORDER BY name_key LIMIT :limit) "
        "UNION ALL SELECT id FROM (SELECT id, name_ar_key AS k FROM product "
        "WHERE active AND name_ar_key >= :low AND name_ar_key < :high "
        "ORDER BY name_ar_key LIMIT :limit)",
        {"low": folded, "high": _after(folded), "limit": limit},
    )
    return [row[0] for row in rows]


def _codes_begin(unit: Unit, folded: str, limit: int) -> list[int]:
    if " " in folded or not any(character.isdigit() for character in folded):
        return []
    code = folded.upper()
    rows = unit.sql(
        "SELECT p.id FROM (SELECT product_id AS id FROM (SELECT product_id FROM barcode "
        "WHERE code >= :low AND code < :high ORDER BY code LIMIT :limit) UNION ALL "
        "SELECT id FROM (SELECT id FROM product WHERE sku >= :low AND sku < :high "
        "ORDER BY sku LIMIT :limit)) f JOIN product p ON p.id = f.id WHERE p.active",
        {"low": code, "high": _after(code), "limit": limit},
    )
    return [row[0] for row in rows]


def _words_begin(unit: Unit, parts: Sequence[str], limit: int) -> list[int]:
    if not parts:
        return []
    query = " AND ".join(f'"{part}"*' for part in parts)
    return _active(unit, "product_word", query, limit)


def _inside(unit: Unit, parts: Sequence[str], limit: int) -> list[int]:
    grams = {part[i : i + GRAM] for part in parts for i in range(len(part) - GRAM + 1)}
    if grams:
        return _with_grams(unit, grams, parts, limit)
    queries = [_any_of(_words_with(unit, part)) for part in parts]
    if not queries or not all(queries):
        return []
    return _active(unit, "product_word", " AND ".join(queries), limit)


def _words_with(unit: Unit, fragment: str) -> list[str]:
    rows = unit.sql(
        "SELECT word FROM word WHERE instr(word, ?) > 1 LIMIT ?", (fragment, WORDS_TRIED)
    )
    return [row[0] for row in rows]


def _with_grams(unit: Unit, grams: set[str], parts: Sequence[str], limit: int) -> list[int]:
    # The index knows which letter groups a product has, not where; the text itself decides.
    query = " AND ".join(f'"{gram}"' for gram in sorted(grams))
    holds = " AND ".join("instr(text, ?) > 0" for _ in parts)
    rows = unit.sql(
        "SELECT id FROM (SELECT p.id, p.name_key || ' ' || p.name_ar_key || ' ' || lower(p.sku) "
        "|| ' ' || coalesce((SELECT group_concat(lower(b.code), ' ') FROM barcode b "
        "WHERE b.product_id = p.id), '') AS text FROM product_gram g "
        "CROSS JOIN product p ON p.id = g.rowid WHERE product_gram MATCH ? AND p.active) "
        f"WHERE {holds} LIMIT ?",
        (query, *parts, limit),
    )
    return [row[0] for row in rows]


def _active(unit: Unit, index: str, query: str, limit: int) -> list[int]:
    rows = unit.sql(
        f"SELECT i.rowid FROM {index} i CROSS JOIN product p ON p.id = i.rowid "
        f"WHERE {index} MATCH ? AND p.active LIMIT ?",
        (query, limit),
    )
    return [row[0] for row in rows]


def _any_of(terms: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")" if terms else ""


def _after(prefix: str) -> str:
    # Sorts after every text with this prefix.
    return prefix + "\U0010ffff"
