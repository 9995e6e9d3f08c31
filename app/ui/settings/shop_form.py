"""The shop: its names, its numbers, and where it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.domain.country import country
from app.domain.shop import Shop
from app.services import settings
from app.ui.settings.section import ShopSection, side_by_side
from app.ui.widgets.form import FormField
from app.ui.widgets.panel import Panel
from app.ui.widgets.vat_field import VatField


class ShopForm(ShopSection):
    """Who the shop is, on every document."""

    def __init__(self) -> None:
        super().__init__("shop")
        self.name = FormField("shop_name")
        self.name_ar = FormField("shop_name_ar")
        self.vat = VatField("shop_vat_number")
        self.registration = FormField("shop_registration", figures=True)
        self.address = FormField("shop_address")
        self.address_ar = FormField("shop_address_ar")
        self.phone = FormField("shop_phone", figures=True)
        self._who = Panel("panel_who")
        self._where = Panel("panel_where")
        self._who.column.addLayout(
            side_by_side(self.name, self.name_ar, self.vat, self.registration)
        )
        self._where.column.addLayout(side_by_side(self.address, self.address_ar, self.phone))
        for panel in (self._who, self._where):
            self.column.addWidget(panel)
        self.column.addStretch()
        for field, most in (
            (self.name, settings.MAX_NAME),
            (self.name_ar, settings.MAX_NAME),
            (self.address, settings.MAX_ADDRESS),
            (self.address_ar, settings.MAX_ADDRESS),
            (self.phone, settings.MAX_CODE),
            (self.registration, settings.MAX_CODE),
            (self.vat, settings.MAX_CODE),
        ):
            field.edit.setMaxLength(most)
            field.edit.textEdited.connect(self.edited)
        self.retranslate()

    def fill(self, shop: Shop) -> None:
        seller = shop.seller
        self.vat.set_rules(country(seller.country))
        self.name.set_text(seller.name)
        self.name_ar.set_text(seller.name_ar)
        self.vat.set_text(seller.vat_number)
        self.registration.set_text(seller.commercial_registration)
        self.address.set_text(seller.address)
        self.address_ar.set_text(seller.address_ar)
        self.phone.set_text(seller.phone)

    def draft(self, shop: Shop) -> Shop:
        seller = replace(
            shop.seller,
            name=self.name.text(),
            name_ar=self.name_ar.text(),
            vat_number=self.vat.number(),
            commercial_registration=self.registration.text(),
            address=self.address.text(),
            address_ar=self.address_ar.text(),
            phone=self.phone.text(),
        )
        return replace(shop, seller=seller)

    def refuse(self, code: str, problem: str) -> QWidget | None:
        fields = {"incomplete": self.name, "bad_vat_number": self.vat}
        field = fields.get(code)
        if field is not None:
            field.refuse(problem)
        return field

    def retranslate(self) -> None:
        self._who.label(self.tr("Names and numbers"), self.tr("They stand on every receipt."))
        self._where.label(self.tr("Address"))
        self.name.label(self.tr("Shop name (English)"))
        self.name_ar.label(self.tr("Shop name (Arabic)"))
        self.vat.write(self.tr("VAT number"))
        self.registration.label(self.tr("Commercial registration"))
        self.address.label(self.tr("Address (English)"))
        self.address_ar.label(self.tr("Address (Arabic)"))
        self.phone.label(self.tr("Telephone"))
