"""What is asked before an order goes to an online shop: which shop, for whom, and to where."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.customer import Customer
from app.domain.text import isolate
from app.services.order_placement import MAX_NOTE, MAX_PROMO
from app.services.orders import OnlineShop
from app.ui.sell.placing import DELIVERS, TAKES_NOTES, Draft, Offer
from app.ui.widgets import tag
from app.ui.widgets.form import FormField
from app.ui.widgets.remark import Remark
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.toggle import Toggle

ADDRESS = ("street", "city", "zip", "country")
MAX_PART = 120


class OnlineOrderForm(QWidget):
    """One shop is chosen; what it has no call for is not asked."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offer = Offer((), {}, {}, frozenset())
        self._customer: Customer | None = None
        self.shops: Segmented | None = None
        self.buyer = Remark("online_order_buyer")
        self.promo_code = FormField("online_order_promo", figures=True, icon="tag")
        self.notes = FormField("online_order_notes")
        self.delivers = Toggle("online_order_delivers")
        self.address = {each: FormField(f"online_order_{each}") for each in ADDRESS}
        self.promo_code.edit.setMaxLength(MAX_PROMO)
        self.notes.edit.setMaxLength(MAX_NOTE)
        for field in self.address.values():
            field.edit.setMaxLength(MAX_PART)
        self._lay_out()
        self.delivers.toggled.connect(lambda _: self._show_parts())
        self._retranslate()

    def ask(self, offer: Offer, customer: Customer | None, *, keep: bool) -> None:
        """Ask about an order of this customer's; `keep` what was asked of the last one."""
        self._offer, self._customer = offer, customer
        self._make_shops()
        if not keep:
            self.delivers.setChecked(False)
            for field in (self.promo_code, self.notes, *self.address.values()):
                field.set_text("")
            self.address["street"].set_text(customer.address if customer else "")
        self._turn()

    def shop(self) -> OnlineShop:
        """The shop that is to take the order."""
        at = 0 if self.shops is None else max(0, self.shops.current())
        return self._offer.shops[at]

    def draft(self) -> Draft:
        """What is asked."""
        kind = self.shop().kind
        to = self.address if kind in DELIVERS and self.delivers.isChecked() else {}
        return Draft(
            self.shop(),
            self.promo_code.text(),
            self.notes.text() if kind in TAKES_NOTES else "",
            {name: field.text() for name, field in to.items() if field.text()},
        )

    def knows_nobody(self) -> bool:
        """Whether the shop has no customer that the order could be for."""
        name = self.shop().name
        return not (self._offer.known.get(name) or self._offer.counters.get(name))

    def _make_shops(self) -> None:
        if self.shops is not None:
            self._column.removeWidget(self.shops)
            self.shops.hide()
            self.shops.deleteLater()
            self.shops = None
        if len(self._offer.shops) > 1:
            names = [(f"online_order_at_{each.name}", "") for each in self._offer.shops]
            self.shops = Segmented("online_order_shops", names)
            self.shops.chosen.connect(lambda _: self._turn())
            self._column.insertWidget(0, self.shops)

    def _turn(self) -> None:
        self._retranslate()
        self._show_parts()
        self.turned.emit()

    def _show_parts(self) -> None:
        kind = self.shop().kind
        self.promo_code.setVisible(self.shop().has_promo)
        self.notes.setVisible(kind in TAKES_NOTES)
        self.delivers.setVisible(kind in DELIVERS)
        self._to.setVisible(kind in DELIVERS and self.delivers.isChecked())

    def _lay_out(self) -> None:
        self._to = QWidget()
        grid, top = QGridLayout(self._to), Qt.AlignmentFlag.AlignTop
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        grid.addWidget(self.address["street"], 0, 0, 1, 3, top)
        for at, name in enumerate(ADDRESS[1:]):
            grid.addWidget(self.address[name], 1, at, top)
            grid.setColumnStretch(at, 1)
        asked = QHBoxLayout()
        asked.setSpacing(12)
        for field in (self.promo_code, self.notes):
            asked.addWidget(field, 1, top)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(self.buyer)
        self._column.addLayout(asked)
        self._column.addWidget(self.delivers)
        self._column.addWidget(self._to)
        self._to.hide()

    def _retranslate(self) -> None:
        self.promo_code.label(self.tr("Promo code (optional)"))
        self.notes.label(self.tr("Note (optional)"))
        self.delivers.label(
            self.tr("Deliver it"), self.tr("Without an address it is picked up here.")
        )
        captions = {
            "street": self.tr("Street and number"),
            "city": self.tr("City"),
            "zip": self.tr("Postcode"),
            "country": self.tr("Country"),
        }
        for name, field in self.address.items():
            field.label(captions[name])
        if self.shops is not None:
            self.shops.label([isolate(each.title) for each in self._offer.shops])
            self.shops.setAccessibleName(self.tr("Online shop"))
        if self._offer.shops:
            self._tell_buyer()

    def _tell_buyer(self) -> None:
        name, customer = self.shop().name, self._customer
        if customer is not None and name in self._offer.known:
            said, look = self.tr("{shop} knows {name}."), tag.GOOD
        elif self.knows_nobody():
            said = self.tr(
                "{shop} does not know who buys, and has no customer for the counter. "
                "Choose a customer it knows, or set its customer_id in the settings."
            )
            look = tag.WARNING
        elif customer is not None:
            said = self.tr("{shop} does not know {name}: the order goes to the counter's customer.")
            look = tag.INFO
        else:
            said, look = self.tr("The order goes to the counter's customer at {shop}."), tag.INFO
        who = isolate(customer.name) if customer is not None else ""
        self.buyer.say(said.format(shop=isolate(self.shop().title), name=who), look)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
