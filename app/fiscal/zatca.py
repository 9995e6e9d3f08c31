"""ZATCA e-invoicing, phase 1: the QR code of Saudi Arabia.

Five fields as tag, length and value (TLV) in Base64, as in ZATCA's Guide to Develop a FATOORA
Compliant QR Code.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime

from app.domain.money import Money

LONGEST = 255  # bytes; the length of a value is one byte


def qr(seller: str, vat_number: str, issued_at: datetime, total: Money, tax: Money) -> str:
    """The QR code's text: seller, VAT number, time, total with tax, tax.

    `issued_at` must know its time zone. A name of more than 255 bytes is cut after a whole
    character.
    """
    if issued_at.tzinfo is None:
        raise ValueError("the time of issue has no time zone")
    timestamp = f"{issued_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    values = (seller, vat_number, timestamp, str(total), str(tax))
    fields = (_field(tag, value) for tag, value in enumerate(values, start=1))
    return b64encode(b"".join(fields)).decode("ascii")


def _field(tag: int, value: str) -> bytes:
    data = value.encode()
    if len(data) > LONGEST:
        data = data[:LONGEST].decode(errors="ignore").encode()
    return bytes((tag, len(data))) + data
