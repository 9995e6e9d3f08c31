"""How we know what a back end can do, where its document alone says so."""

from __future__ import annotations

from app.sync.contract import Answer, Finding

NAMED = Finding(Answer.YES, "the document names it")
NO_CALL = Finding(Answer.NO, "the document names no call for it")
NOT_SAID = Finding(Answer.UNKNOWN, "the document does not say")
