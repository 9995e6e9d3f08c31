"""The first schema."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

# Frozen as it was: never changed when the tables change later.
STATEMENTS = (
    """
    CREATE TABLE category (
        id INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        name_ar TEXT DEFAULT '' NOT NULL,
        tint TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )
     STRICT
    """,
    """
    CREATE TABLE customer (
        id INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        phone TEXT DEFAULT '' NOT NULL,
        email TEXT DEFAULT '' NOT NULL,
        address TEXT DEFAULT '' NOT NULL,
        vat_number TEXT DEFAULT '' NOT NULL,
        credit_limit INTEGER,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE journal (
        sequence INTEGER NOT NULL,
        at TEXT NOT NULL,
        actor TEXT DEFAULT '' NOT NULL,
        event TEXT NOT NULL,
        subject TEXT DEFAULT '' NOT NULL,
        data TEXT NOT NULL CHECK (json_valid(data)),
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (sequence)
    )
     STRICT
    """,
    """
    CREATE TABLE outbox (
        id INTEGER NOT NULL,
        backend TEXT DEFAULT '' NOT NULL,
        kind TEXT NOT NULL,
        record_id INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('BLOCKED', 'READY', 'SENDING', 'ACKED', 'REJECTED', 'UNKNOWN', 'RECONCILING', 'DUPLICATE', 'CONFLICT', 'MANAGER')),
        reference TEXT DEFAULT '' NOT NULL,
        number TEXT DEFAULT '' NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        waits_for INTEGER,
        attempts INTEGER DEFAULT '0' NOT NULL,
        not_before TEXT,
        verdict TEXT DEFAULT '' NOT NULL,
        message TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(waits_for) REFERENCES outbox (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_outbox_kind ON outbox (kind, record_id)
    """,
    """
    CREATE INDEX ix_outbox_state ON outbox (state, id)
    """,
    """
    CREATE TABLE print_job (
        id INTEGER NOT NULL,
        number TEXT NOT NULL,
        printer TEXT DEFAULT '' NOT NULL,
        form TEXT NOT NULL CHECK (form IN ('slip80', 'slip58', 'a4')),
        copy INTEGER DEFAULT '0' NOT NULL CHECK (copy IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'printing', 'held', 'done')),
        attempts INTEGER DEFAULT '0' NOT NULL,
        not_before TEXT,
        message TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_print_job_state ON print_job (state, id)
    """,
    """
    CREATE TABLE remote_id (
        kind TEXT NOT NULL,
        local_id INTEGER NOT NULL,
        backend TEXT NOT NULL,
        remote_id TEXT NOT NULL,
        PRIMARY KEY (kind, local_id, backend),
        UNIQUE (backend, kind, remote_id)
    )
     STRICT
    """,
    """
    CREATE TABLE setting (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL CHECK (json_valid(value)),
        PRIMARY KEY ("key")
    )
     STRICT
    """,
    """
    CREATE TABLE user (
        id INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        role TEXT NOT NULL CHECK (role IN ('cashier', 'manager')),
        active INTEGER DEFAULT '1' NOT NULL CHECK (active IN (0, 1)),
        PRIMARY KEY (id),
        UNIQUE (name)
    )
     STRICT
    """,
    """
    CREATE TABLE warehouse (
        id INTEGER NOT NULL,
        code TEXT NOT NULL CHECK (code <> ''),
        name TEXT NOT NULL,
        name_ar TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (code)
    )
     STRICT
    """,
    """
    CREATE TABLE word (
        word TEXT NOT NULL,
        PRIMARY KEY (word)
    )
     STRICT
    """,
    """
    CREATE TABLE product (
        id INTEGER NOT NULL,
        sku TEXT NOT NULL CHECK (sku <> ''),
        name TEXT NOT NULL CHECK (name <> ''),
        name_ar TEXT DEFAULT '' NOT NULL,
        name_key TEXT NOT NULL,
        name_ar_key TEXT NOT NULL,
        codes_key TEXT NOT NULL,
        category_id INTEGER,
        unit TEXT NOT NULL CHECK (unit <> ''),
        price INTEGER NOT NULL CHECK (price >= 0),
        cost INTEGER CHECK (cost >= 0),
        tax_category TEXT NOT NULL CHECK (tax_category IN ('standard', 'zero', 'exempt', 'out_of_scope')),
        tax_rate INTEGER NOT NULL,
        active INTEGER DEFAULT '1' NOT NULL CHECK (active IN (0, 1)),
        tracked INTEGER DEFAULT '1' NOT NULL CHECK (tracked IN (0, 1)),
        picture TEXT DEFAULT '' NOT NULL,
        reorder_level INTEGER,
        PRIMARY KEY (id),
        CHECK ((tax_category = 'standard') = (tax_rate > 0)),
        UNIQUE (sku),
        FOREIGN KEY(category_id) REFERENCES category (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_product_category_id ON product (category_id)
    """,
    """
    CREATE INDEX ix_product_name_ar_key ON product (name_ar_key)
    """,
    """
    CREATE INDEX ix_product_name_key ON product (name_key)
    """,
    """
    CREATE TABLE register (
        id INTEGER NOT NULL,
        code TEXT NOT NULL CHECK (code <> ''),
        name TEXT NOT NULL,
        warehouse_id INTEGER NOT NULL,
        last_number INTEGER NOT NULL CHECK (last_number >= 0),
        PRIMARY KEY (id),
        UNIQUE (code),
        FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
    )
     STRICT
    """,
    """
    CREATE TABLE barcode (
        "key" TEXT NOT NULL CHECK (key <> ''),
        code TEXT NOT NULL,
        product_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        unit TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        PRIMARY KEY ("key"),
        UNIQUE (product_id, position),
        FOREIGN KEY(product_id) REFERENCES product (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_barcode_code ON barcode (code)
    """,
    """
    CREATE TABLE invoice (
        id INTEGER NOT NULL,
        uuid TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('sale', 'credit_note')),
        register_id INTEGER NOT NULL,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        number TEXT NOT NULL,
        reference TEXT NOT NULL,
        issued_at TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        cashier TEXT DEFAULT '' NOT NULL,
        seller TEXT NOT NULL CHECK (json_valid(seller)),
        customer_id INTEGER,
        customer TEXT CHECK (json_valid(customer)),
        currency TEXT NOT NULL,
        prices_include_tax INTEGER DEFAULT '1' NOT NULL CHECK (prices_include_tax IN (0, 1)),
        rounding TEXT NOT NULL CHECK (rounding IN ('document', 'line')),
        subtotal INTEGER NOT NULL,
        discount INTEGER NOT NULL,
        document_discount INTEGER NOT NULL,
        discount_percent INTEGER,
        net INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        total INTEGER NOT NULL,
        rounding_adjustment INTEGER NOT NULL,
        payable INTEGER NOT NULL,
        paid INTEGER NOT NULL,
        change INTEGER NOT NULL CHECK ("change" >= 0),
        status TEXT NOT NULL CHECK (status IN ('paid', 'partial', 'unpaid')),
        notes TEXT DEFAULT '' NOT NULL,
        qr TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (register_id, sequence),
        CHECK (net + tax = total),
        CHECK (total + rounding_adjustment = payable),
        CHECK (status <> 'paid' OR paid - "change" = payable),
        UNIQUE (uuid),
        FOREIGN KEY(register_id) REFERENCES register (id),
        UNIQUE (number),
        UNIQUE (reference),
        FOREIGN KEY(customer_id) REFERENCES customer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_invoice_customer_id ON invoice (customer_id)
    """,
    """
    CREATE INDEX ix_invoice_issued_at ON invoice (issued_at)
    """,
    """
    CREATE TABLE stock_level (
        product_id INTEGER NOT NULL,
        warehouse_id INTEGER NOT NULL,
        quantity INTEGER NOT NULL,
        PRIMARY KEY (product_id, warehouse_id),
        FOREIGN KEY(product_id) REFERENCES product (id),
        FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
    )
     STRICT
    """,
    """
    CREATE TABLE invoice_line (
        invoice_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        product_id INTEGER,
        sku TEXT DEFAULT '' NOT NULL,
        barcode TEXT DEFAULT '' NOT NULL,
        name TEXT NOT NULL,
        name_ar TEXT DEFAULT '' NOT NULL,
        quantity INTEGER NOT NULL,
        unit TEXT NOT NULL,
        unit_price INTEGER NOT NULL,
        list_price INTEGER,
        subtotal INTEGER NOT NULL,
        discount INTEGER NOT NULL,
        discount_percent INTEGER,
        document_discount INTEGER NOT NULL,
        tax_category TEXT NOT NULL,
        tax_rate INTEGER NOT NULL,
        net INTEGER NOT NULL,
        tax INTEGER NOT NULL,
        gross INTEGER NOT NULL,
        tracked INTEGER DEFAULT '0' NOT NULL CHECK (tracked IN (0, 1)),
        note TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (invoice_id, position),
        CHECK (net + tax = gross),
        FOREIGN KEY(invoice_id) REFERENCES invoice (id),
        FOREIGN KEY(product_id) REFERENCES product (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_invoice_line_product_id ON invoice_line (product_id)
    """,
    """
    CREATE TABLE invoice_tax (
        invoice_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        tax_category TEXT NOT NULL,
        tax_rate INTEGER NOT NULL,
        base INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (invoice_id, position),
        FOREIGN KEY(invoice_id) REFERENCES invoice (id)
    )
     STRICT
    """,
    """
    CREATE TABLE payment (
        invoice_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        method TEXT NOT NULL CHECK (method IN ('cash', 'card', 'bank')),
        amount INTEGER NOT NULL CHECK (amount <> 0),
        reference TEXT DEFAULT '' NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (invoice_id, position),
        FOREIGN KEY(invoice_id) REFERENCES invoice (id)
    )
     STRICT
    """,
    """
    CREATE TABLE stock_move (
        id INTEGER NOT NULL,
        product_id INTEGER NOT NULL,
        warehouse_id INTEGER NOT NULL,
        quantity INTEGER NOT NULL CHECK (quantity <> 0),
        reason TEXT NOT NULL,
        note TEXT DEFAULT '' NOT NULL,
        invoice_id INTEGER,
        actor TEXT DEFAULT '' NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(product_id) REFERENCES product (id),
        FOREIGN KEY(warehouse_id) REFERENCES warehouse (id),
        FOREIGN KEY(invoice_id) REFERENCES invoice (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_stock_move_invoice_id ON stock_move (invoice_id)
    """,
    """
    CREATE INDEX ix_stock_move_product_id ON stock_move (product_id, warehouse_id)
    """,
    """
    CREATE VIRTUAL TABLE product_word USING fts5(words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='ascii')
    """,
    """
    CREATE VIRTUAL TABLE product_gram USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1')
    """,
    """
    CREATE TRIGGER stock_move_never_update BEFORE UPDATE ON stock_move BEGIN SELECT RAISE(ABORT, 'stock moves are append-only'); END
    """,
    """
    CREATE TRIGGER stock_move_never_delete BEFORE DELETE ON stock_move BEGIN SELECT RAISE(ABORT, 'stock moves are append-only'); END
    """,
    """
    CREATE TRIGGER journal_never_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_never_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER invoice_never_update BEFORE UPDATE OF uuid, kind, register_id, sequence, number, reference, issued_at, time_zone, cashier, seller, customer, currency, prices_include_tax, rounding, subtotal, discount, document_discount, discount_percent, net, tax, total, rounding_adjustment, payable, notes, qr ON invoice BEGIN SELECT RAISE(ABORT, 'a numbered document never changes'); END
    """,
    """
    CREATE TRIGGER invoice_never_delete BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'a numbered document never changes'); END
    """,
    """
    CREATE TRIGGER invoice_line_never_update BEFORE UPDATE ON invoice_line BEGIN SELECT RAISE(ABORT, 'a numbered document never changes'); END
    """,
    """
    CREATE TRIGGER invoice_line_never_delete BEFORE DELETE ON invoice_line BEGIN SELECT RAISE(ABORT, 'a numbered document never changes'); END
    """,
    """
    CREATE TRIGGER invoice_tax_never_update BEFORE UPDATE ON invoice_tax BEGIN SELECT RAISE(ABORT, 'a numbered document never changes'); END
    """,
    """
    CREATE TRIGGER invoice_tax_never_delete BEFORE DELETE ON invoice_tax BEGIN SELECT RAISE(ABORT, 'a numbered document never changes'); END
    """,
    """
    CREATE TRIGGER payment_never_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END
    """,
    """
    CREATE TRIGGER payment_never_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END
    """,
    """
    CREATE TRIGGER stock_move_to_level AFTER INSERT ON stock_move BEGIN INSERT INTO stock_level (product_id, warehouse_id, quantity) VALUES (new.product_id, new.warehouse_id, new.quantity) ON CONFLICT (product_id, warehouse_id) DO UPDATE SET quantity = quantity + excluded.quantity; END
    """,
)


def upgrade() -> None:
    """Make everything."""
    for statement in STATEMENTS:
        op.execute(statement.strip())
