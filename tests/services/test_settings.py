"""Settings: checked, kept, and every change written in the journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.number import Rounding
from app.domain.preference import Preferences
from app.domain.shop import Shop
from app.domain.tax import TaxRounding
from app.services import new_shop, settings
from app.services.changes import Changes
from app.services.new_shop import NewShop
from app.storage import print_queue, setting
from app.storage.opening import open_store
from app.storage.store import Store
from tests.shop import NOON, counter_of, findings, sell


def loaded(store: Store) -> Shop:
    with store.read() as unit:
        return setting.load_shop(unit)


def save(store: Store, new: Shop) -> tuple[Shop, Changes]:
    with store.write() as unit:
        return settings.save_shop(unit, new, counter_of(unit))


def prefer(store: Store, new: Preferences) -> Changes:
    with store.write() as unit:
        return settings.save_preferences(unit, new, counter_of(unit))[1]


def entries(store: Store) -> list[tuple[str, str, dict[str, Any]]]:
    """Who changed which settings, and how."""
    with store.read() as unit:
        rows = unit.sql(
            "SELECT actor, subject, data FROM journal WHERE event = 'settings_changed' "
            "ORDER BY sequence"
        )
        return [(actor, subject, json.loads(data)) for actor, subject, data in rows]


def test_preferences_are_kept_and_only_their_differences_written_down(store: Store) -> None:
    assert prefer(store, Preferences(theme="dark", muted=frozenset({"scan"}))).settings
    assert prefer(store, Preferences(theme="dark", volume=10)).settings
    with store.read() as unit:
        assert settings.preferences(unit) == Preferences(theme="dark", volume=10)
    assert entries(store) == [
        ("Sara", "window", {"theme": ["light", "dark"], "muted": [[], ["scan"]]}),
        ("Sara", "window", {"volume": [70, 10], "muted": [["scan"], []]}),
    ]
    assert findings(store) == []


def test_a_change_of_nothing_is_none(store: Store) -> None:
    assert prefer(store, Preferences()) == Changes()
    assert save(store, loaded(store))[1] == Changes()
    assert entries(store) == []


def test_the_shop_is_kept_and_only_its_differences_written_down(store: Store) -> None:
    old = loaded(store)
    new = replace(
        old,
        seller=replace(old.seller, phone="012", vat_number="3000 0000 0000 013"),
        cash_rounding_step=Decimal("0.25"),
        cash_rounding_mode=Rounding.DOWN,
        prices_include_tax=False,
        rounding=TaxRounding.LINE,
        show_codes=True,
    )
    kept, changes = save(store, new)
    assert changes == Changes(settings=True)
    assert kept == loaded(store)
    assert kept == replace(new, seller=replace(new.seller, vat_number="300000000000013"))
    [(actor, subject, data)] = entries(store)
    assert (actor, subject) == ("Sara", "shop")
    assert data == {
        "seller.phone": ["011 000 0000", "012"],
        "seller.vat_number": ["300000000000003", "300000000000013"],
        "cash_rounding_step": [None, "0.25"],
        "cash_rounding_mode": ["half_up", "down"],
        "prices_include_tax": [True, False],
        "rounding": ["document", "line"],
        "show_codes": [False, True],
    }
    assert findings(store) == []


def test_texts_are_kept_on_one_line(store: Store) -> None:
    old = loaded(store)
    words = replace(old, footer="  Thank\tyou\n\x00 again ", header_ar="أهلًا\n")
    kept, _ = save(store, replace(words, seller=replace(old.seller, name=" Palm  ")))
    assert (kept.footer, kept.header_ar, kept.seller.name) == ("Thank you again", "أهلًا", "Palm")


def test_an_arabic_name_alone_will_do(store: Store) -> None:
    old = loaded(store)
    kept, _ = save(store, replace(old, seller=replace(old.seller, name=" ", name_ar="متجر")))
    assert (kept.seller.name, kept.seller.name_ar) == ("متجر", "متجر")


Change = Callable[[Shop], Shop]


def seller(**fields: str) -> Change:
    return lambda shop: replace(shop, seller=replace(shop.seller, **fields))


def changed(**fields: Any) -> Change:
    return lambda shop: replace(shop, **fields)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (seller(name="", name_ar=" "), "incomplete"),
        (seller(name="x" * 121), "too_long"),
        (seller(address_ar="x" * 251), "too_long"),
        (seller(phone="1" * 41), "too_long"),
        (seller(vat_number="12345"), "bad_vat_number"),
        (seller(country="XX"), "unknown_country"),
        (seller(country="AE"), "bad_vat_number"),
        (changed(currency="AED"), "currency_fixed"),
        (changed(currency="gold"), "unknown_currency"),
        (changed(footer="x" * 301), "too_long"),
        (changed(header_ar="x" * 301), "too_long"),
        (changed(cash_rounding_step=Decimal(0)), "bad_cash_rounding"),
        (changed(cash_rounding_step=Decimal("0.005")), "too_many_decimals"),
        (changed(receipt_form="papyrus"), "bad_form"),
        (changed(time_zone="Mars/Olympus"), "bad_time_zone"),
        (changed(time_zone="../etc"), "bad_time_zone"),
    ],
)
def test_what_is_not_possible_is_refused_and_changes_nothing(
    store: Store, change: Change, code: str
) -> None:
    old = loaded(store)
    with pytest.raises(Refusal) as caught:
        save(store, change(old))
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert loaded(store) == old
    assert entries(store) == []


def test_the_currency_of_a_shop_without_amounts_can_still_change(tmp_path: Path) -> None:
    new_shop.make(tmp_path / "new", NewShop(), at=NOON)
    store = open_store(tmp_path / "new")
    kept, _ = save(store, replace(loaded(store), currency="KWD"))
    assert kept.currency == loaded(store).currency == "KWD"
    store.close()


def test_the_currency_stays_once_something_was_sold(store: Store) -> None:
    sell(store)
    with store.write() as unit:
        # Sold long ago, and since then all products are gone.
        unit.sql("PRAGMA defer_foreign_keys = ON")
        unit.sql("DELETE FROM barcode")
        unit.sql("DELETE FROM product")
        with pytest.raises(Refusal, match="invoices are in SAR"):
            settings.save_shop(
                unit, replace(setting.load_shop(unit), currency="AED"), counter_of(unit)
            )


def test_what_waits_for_the_old_printer_moves_to_the_new_one(store: Store) -> None:
    save(store, replace(loaded(store), printer="Till"))
    sell(store)
    _, changes = save(store, replace(loaded(store), printer="Bar"))
    assert changes == Changes(settings=True, print_jobs=True)
    with store.read() as unit:
        assert [job.printer for job in print_queue.unfinished(unit)] == ["Bar"]


def test_without_a_printer_nothing_moves(store: Store) -> None:
    save(store, replace(loaded(store), printer="Till"))
    sell(store)
    _, changes = save(store, replace(loaded(store), printer=""))
    assert changes == Changes(settings=True)
    with store.read() as unit:
        assert [job.printer for job in print_queue.unfinished(unit)] == ["Till"]
