"""Search as you type: text → the fifty best products, at a usual and at a large catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from random import Random

from app import bootstrap
from app.domain.catalog import Product
from app.domain.text import fold
from benchmarks import shop
from benchmarks.measure import Figure, times

P99_MS = 10.0
TEXTS, ROUNDS, ROWS = 200, 3, 50

_HAMZA = "أإآؤئء"


def figures(sizes: shop.Sizes) -> Iterator[Figure]:
    """Each kind of text, after a first round that brings the file into memory."""
    for products in (sizes.usual, sizes.large):
        yield from _figures(products)


def _figures(products: int) -> Iterator[Figure]:
    with closing(bootstrap.shop_store(shop.demo_shop(products))) as store:
        with store.read() as unit:
            counter = bootstrap.counter(unit)
            sample = Random(1).sample(range(1, products + 1), TEXTS * 4)
            known = counter.catalog(unit).products(sample)

        def search(text: str) -> list[Product]:
            with store.read() as unit:
                return counter.catalog(unit).search(text, ROWS)

        for name, kind in KINDS.items():
            texts = list(islice(dict.fromkeys(kind(known)), TEXTS))
            times(search, texts)
            found = times(search, texts * ROUNDS)
            calls = len(found.samples)
            yield Figure(f"search: {name}", products, "p99", found.p99, limit=P99_MS, calls=calls)


def _letters(products: list[Product]) -> Iterator[str]:
    """Every letter and digit that a word of a name begins with."""
    for product in products:
        for word in _words(f"{product.name} {product.name_ar}"):
            yield word[0]


def _inside(length: int) -> Callable[[list[Product]], Iterator[str]]:
    def texts(products: list[Product]) -> Iterator[str]:
        for product in products:
            for word in _words(product.name):
                if len(word) > length + 1:
                    yield word[1 : length + 1]

    return texts


def _inside_arabic(products: list[Product]) -> Iterator[str]:
    for product in products:
        for word in _words(product.name_ar):
            if len(word) > 4:
                yield word[1:4]


def _several(products: list[Product]) -> Iterator[str]:
    """The beginnings of two words of a name, and then its last word whole."""
    for product in products:
        words = _words(product.name)
        if len(words) > 2:
            yield f"{words[0][:3]} {words[1][:2]}"
            yield f"{words[0][:1]} {words[-1]}"


def _with_hamza(products: list[Product]) -> Iterator[str]:
    for product in products:
        for word in _words(product.name_ar):
            if any(letter in word for letter in _HAMZA):
                yield word[:4]


def _without_hamza(products: list[Product]) -> Iterator[str]:
    return map(fold, _with_hamza(products))


def _digits(products: list[Product]) -> Iterator[str]:
    for product in products:
        if len(product.barcode) > 8:
            yield product.barcode[4:8]
            yield product.barcode[-6:]


def _unrelated(products: list[Product]) -> Iterator[str]:
    """Pieces of words of two products: each is frequent, seldom do they meet."""
    for one, other in zip(products, reversed(products), strict=True):
        for first, second in zip(_words(one.name), _words(other.name), strict=False):
            yield f"{first[1:5]} {second[:2]}"
            yield f"{first[-3:]} {second[1:4]}"


def _nothing(products: list[Product]) -> Iterator[str]:
    """Letters that no word has in this order."""
    chance = Random(1)
    for _ in products:
        yield "".join(chance.choices("qxzjvwk", k=chance.randint(2, 8)))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word.isalnum()]


KINDS: dict[str, Callable[[list[Product]], Iterator[str]]] = {
    "one letter": _letters,
    "two letters inside a word": _inside(2),
    "inside a word": _inside(4),
    "inside an Arabic word": _inside_arabic,
    "several words": _several,
    "Arabic with hamza": _with_hamza,
    "Arabic without hamza": _without_hamza,
    "digits inside a barcode": _digits,
    "words that seldom meet": _unrelated,
    "no hit": _nothing,
}
