"""The draft of a shop: what was answered so far, kept beside the shop that is to be."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from app.domain import country, text
from app.domain.errors import Refusal
from app.domain.preference import Preferences
from app.domain.shop import FORMS
from app.services.new_shop import NewShop
from app.services.settings import MAX_ADDRESS, MAX_CODE, MAX_NAME

FILE_NAME = "setup.json"
STEPS = 4
MAX_BYTES = 65_536

# The most characters of each text.
LONGEST = {
    "name": MAX_NAME,
    "name_ar": MAX_NAME,
    "address": MAX_ADDRESS,
    "phone": MAX_CODE,
    "country": 2,
    "vat_number": MAX_CODE,
    "printer": MAX_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers, and the step that is asked now; an empty VAT number: not registered."""

    step: int = 0
    language: str = "en"
    name: str = ""
    name_ar: str = ""
    address: str = ""
    phone: str = ""
    country: str = "SA"
    vat_number: str = ""
    prices_include_tax: bool = True
    printer: str = ""
    receipt_form: str = FORMS[0]
    demo: bool = True
    connect: bool = False

    def __post_init__(self) -> None:
        rules = country.country(self.country)
        if self.step > 1:
            country.vat_number(text.digits(self.vat_number), rules)
        possible = (
            0 <= self.step < STEPS
            and self.language in {"ar", "en"}
            and self.receipt_form in FORMS
            and (self.step == 0 or bool(self.name or self.name_ar))
        )
        if not possible:
            raise Refusal("bad_draft", "This draft of a shop can't be.")


def wanted(draft: Draft) -> NewShop:
    """The shop that the answers ask for."""
    arabic = text.is_rtl(draft.address)
    return NewShop(
        demo=draft.demo,
        country=draft.country,
        name=draft.name,
        name_ar=draft.name_ar,
        vat_number=text.digits(draft.vat_number),
        address="" if arabic else draft.address,
        address_ar=draft.address if arabic else "",
        phone=draft.phone,
        prices_include_tax=draft.prices_include_tax,
        printer=draft.printer,
        receipt_form=draft.receipt_form,
        preferences=Preferences(language=draft.language),
    )


def read(folder: Path, usual: Draft) -> Draft:
    """The draft that was kept in the folder; whatever is missing or unreadable is as usual."""
    found = usual
    with suppress(OSError, ValueError, RecursionError):
        with (folder / FILE_NAME).open("rb") as file:
            values = json.loads(file.read(MAX_BYTES))
        if isinstance(values, dict):
            # The names come before the step, which asks for one of them.
            for name in (each.name for each in reversed(fields(Draft))):
                with suppress(KeyError, Refusal):
                    found = replace(found, **{name: _sound(name, values[name], usual)})
    return found


def write(folder: Path, draft: Draft) -> None:
    """Keep the draft; where nothing can be written it is not kept, and nobody is bothered."""
    file = folder / FILE_NAME
    half = file.with_name(f"{FILE_NAME}.half")
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(asdict(draft), ensure_ascii=False), encoding="utf-8")
        half.replace(file)


def remove(folder: Path) -> None:
    """Forget what was kept."""
    with suppress(OSError):
        (folder / FILE_NAME).unlink(missing_ok=True)


def _sound(name: str, value: object, usual: Draft) -> Any:
    """The value if it is of the right kind; raises Refusal otherwise."""
    if type(value) is not type(getattr(usual, name)):
        raise Refusal("bad_draft", f"This is no {name}.")
    return (
        text.one_line(value, name, LONGEST.get(name, MAX_CODE)) if isinstance(value, str) else value
    )
