"""What the schema holds beside tables: search indexes, and triggers that keep its promises."""

from __future__ import annotations

# The revision that this program reads and writes; a test holds it against the migrations.
REVISION = "0004"


def _never(action: str, table: str, what: str) -> str:
    return (
        f"CREATE TRIGGER {table}_never_{action[:6].lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{what}'); END"
    )


# What follows a payment later on (paid, change, status) may still change.
_DOCUMENT_COLUMNS = (
    "uuid, kind, register_id, sequence, number, reference, issued_at, time_zone, cashier, seller, "
    "customer, currency, prices_include_tax, rounding, subtotal, discount, document_discount, "
    "discount_percent, net, tax, total, rounding_adjustment, payable, notes, qr"
)

_MOVE_TO_LEVEL = (
    "CREATE TRIGGER stock_move_to_level AFTER INSERT ON stock_move BEGIN "
    "INSERT INTO stock_level (product_id, warehouse_id, quantity) "
    "VALUES (new.product_id, new.warehouse_id, new.quantity) "
    "ON CONFLICT (product_id, warehouse_id) DO UPDATE SET quantity = quantity + excluded.quantity; "
    "END"
)

TRIGGERS = (
    _never("UPDATE", "stock_move", "stock moves are append-only"),
    _never("DELETE", "stock_move", "stock moves are append-only"),
    _never("UPDATE", "journal", "the journal is append-only"),
    _never("DELETE", "journal", "the journal is append-only"),
    _never(f"UPDATE OF {_DOCUMENT_COLUMNS}", "invoice", "a numbered document never changes"),
    _never("DELETE", "invoice", "a numbered document never changes"),
    _never("UPDATE", "invoice_line", "a numbered document never changes"),
    _never("DELETE", "invoice_line", "a numbered document never changes"),
    _never("UPDATE", "invoice_tax", "a numbered document never changes"),
    _never("DELETE", "invoice_tax", "a numbered document never changes"),
    _never("UPDATE", "payment", "payments are append-only"),
    _never("DELETE", "payment", "payments are append-only"),
    _MOVE_TO_LEVEL,
)

# Both indexes hold folded text only and no copy of it: rows come from `product`. The words are
# told apart before they come here, so the tokenizer need not know what a letter is.
WORD_INDEX = (
    "CREATE VIRTUAL TABLE product_word USING fts5(words, content='', contentless_delete=1, "
    "detail=none, prefix='1 2 3', tokenize='ascii')"
)
GRAM_INDEX = (
    "CREATE VIRTUAL TABLE product_gram USING fts5(text, content='', contentless_delete=1, "
    "detail=none, tokenize='trigram case_sensitive 1')"
)
SEARCH_INDEXES = (WORD_INDEX, GRAM_INDEX)
