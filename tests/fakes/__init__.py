"""Fake back ends for tests: real HTTP on the loopback interface, books of their own, faults.

`with ApexServer(Knobs(business="X"), products=100) as server:` gives `server.url`.

- `wire`: requests and answers as bytes; JSON with exact numbers.
- `server`: `FakeServer`, the plain part: connections, the log `requests`, rules (`fail`, `heal`),
  what hangs (`release`), what commits late (`commit_late`, `advance`), its clock (`skew`).
- `fault`: the faults themselves, each a function that gives a `Fault`.
- `ledger`: `Ledger`, what was really committed, event by event, and questions about it.
- `form`: what a document lets a body and a query hold.
- `apex`: `ApexServer`, the Apex POS API, and its `Knobs`; what a client sends beyond the document
  is listed in `complaints`. `sample`: its products. `program`: the same as a program.
- `apexloge`: `ApexlogeServer`, the Apexloge API over books of its own (`deeds`, `refunds`).
- `other_till`: sells and sets stock behind the API's back.
- `talk`: a plain client for the tests of the fakes themselves.

Knobs may be turned while the server runs: business, keys, health (fields beside or instead),
decimals, total_of (a wrong arithmetic), deducts_stock, sells_from, refuses_shortage,
invoice_status, shows_notes, shows_totals, newest_first, page_size, page_cap, tells_total (lists
with total, page and limit around them), products_by (id, name, newest), product_stock (sum,
initial), patch_by (what the id of PATCH /inventory/{id} is: product, body, row), phone_search
(text, digits), created (status of a POST that worked).
"""
