"""The webhooks that came last, in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QPainter

from app.domain.text import isolate
from app.domain.webhook import Event
from app.services.webhooks import Delivery
from app.ui import figure, font, moment, paint
from app.ui.listed import Listed
from app.ui.widgets.label import label
from app.ui.widgets.panel import Panel
from app.ui.widgets.table import HEAD, PLAIN_ROW, RADIUS, Column, Table

COLUMNS = (
    Column("time", 88),
    Column("shop", 116, stretch=1),
    Column("event", 156, stretch=2),
    Column("about", 138, stretch=3),
    Column("read", 96),
)
SHOWN = 8  # rows that are seen without scrolling


class WebhookLog(Panel):
    """Says that there are none where there are none."""

    def __init__(self) -> None:
        super().__init__("panel_webhook_log")
        self._titles: Mapping[str, str] = {}
        self._now: datetime | None = None
        self.rows: Listed[Delivery] = Listed(self._name)
        self.table = Table("webhook_rows", COLUMNS, self._paint)
        self.table.view.setModel(self.rows)
        self.none = label("webhooks_none", 15, tone="text-2")
        self.none.setWordWrap(True)
        self.column.addWidget(self.none)
        self.column.addWidget(self.table)
        self._write()
        self._measure()

    def show_latest(
        self, latest: Sequence[Delivery], titles: Mapping[str, str], now: datetime
    ) -> None:
        """Show these; `titles` are the names of the back ends."""
        self._titles, self._now = titles, now
        at = self.table.view.currentIndex().row()
        self.rows.show(latest)
        self.table.view.make_current(min(max(at, 0), len(latest) - 1))
        self._measure()

    def _measure(self) -> None:
        count = self.rows.rowCount()
        self.table.setVisible(count > 0)
        self.none.setVisible(count == 0)
        # Beneath the last row there is room for the corners.
        self.table.setFixedHeight(HEAD + PLAIN_ROW * min(SHOWN, count) + RADIUS)

    def _said(self, row: Delivery) -> dict[str, str]:
        now = self._now or row.received_at
        return {
            "time": moment.short(row.received_at, now),
            "shop": isolate(self._titles.get(row.backend, row.backend)),
            "event": figure.number(row.event.name) if row.event.name else "",
            "about": about(row.event),
            "read": moment.short(row.done_at, now) if row.done_at else self.tr("Not yet"),
        }

    def _name(self, row: Delivery) -> str:
        said = self._said(row)
        read = self.tr("read anew: {time}").format(time=said.pop("read"))
        return ", ".join([*filter(None, said.values()), read])

    def _paint(self, painter: QPainter, place: QRect, column: str, row: Delivery) -> None:
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        weight = font.SEMI_BOLD if column == "event" else font.REGULAR
        waits = column == "time" or (column == "read" and row.done_at is None)
        ink = "text-2" if waits else "text"
        face = font.font(14, weight)
        paint.text(painter, place, self._said(row)[column], face, ink, paint.start(rtl))

    def _write(self) -> None:
        self.label(
            self.tr("What came"),
            self.tr("The latest hundred. What they speak of is read anew; they are only a hint."),
        )
        self.none.setText(self.tr("No webhook has come yet."))
        self.table.view.setAccessibleName(self.tr("What came"))
        self.table.set_titles(
            [
                self.tr("Time"),
                self.tr("Online shop"),
                self.tr("Event"),
                self.tr("About"),
                self.tr("Read anew"),
            ]
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)


def about(event: Event) -> str:
    """What an event is about."""
    words = {
        "order": QCoreApplication.translate("webhook", "Order {id}"),
        "product": QCoreApplication.translate("webhook", "Product {id}"),
        "customer": QCoreApplication.translate("webhook", "Customer {id}"),
        "inventory": QCoreApplication.translate("webhook", "Stock of {id}"),
    }
    known = words.get(event.object_kind, "{id}")
    return known.format(id=figure.number(event.object_id)) if event.object_id else ""
