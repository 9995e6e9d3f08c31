"""Every scene of the picture book keeps the design's rules; and each rule can be broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import font, language, paint, theme
from app.ui.painted import Painted
from app.ui.widgets.button import OUTLINED, Button
from app.ui.widgets.field import Edit
from app.ui.widgets.label import filled, label
from tests.pictures import focus, rule
from tests.pictures.painter import staged
from tests.pictures.rule import contrast
from tests.pictures.scenes import ALL
from tests.pictures.seen import Seen, said
from tests.pictures.shops import Shelf
from tests.pictures.stage import SIZES, Look
from tests.pictures.words import Typed

# English is looked at in one theme and Arabic in the other: the pairs of ink and ground are the
# same in both languages.
LOOKS = {language.ENGLISH: theme.LIGHT, language.ARABIC: theme.DARK}
ROOMY = tuple(size for size in SIZES if size[2] == 1)
SMALL = tuple(size for size in SIZES if size[2] != 1)
BY_KEYBOARD = ROOMY[1]
BUT_WORDS = tuple(each for each in rule.RULES if each is not rule.translated)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """The prepared shops."""
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.mark.parametrize("sizes", [ROOMY, SMALL], ids=["roomy", "small"])
@pytest.mark.parametrize("code", LOOKS)
def test_every_scene_keeps_the_rules(
    app: QApplication, shelf: Shelf, code: str, sizes: tuple[tuple[int, int, float], ...]
) -> None:
    found: list[str] = []
    first = Look(code, LOOKS[code], *sizes[0])
    for scene, stage in staged(app, ALL, first, shelf):
        scene.play(stage)
        for width, height, _ in sizes:
            stage.resize(width, height)
            # Once is enough to see that no English word stands on an Arabic screen.
            whole = (code, width, height, 1.0) == (language.ARABIC, *BY_KEYBOARD)
            broken = rule.findings(stage.look_at(), rule.RULES if whole else BUT_WORDS)
            if (width, height, 1.0) == BY_KEYBOARD or sizes is SMALL:
                broken += focus.reached(stage.look_at())
            found += [f"{scene.name} {width}×{height}: {each}" for each in broken]
        stage.resize(first.width, first.height)
    assert not found, "\n".join(found)


# Each rule can be broken.


class Unseen(QAbstractButton):
    """A button that shows nothing, not even its focus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing."""


def button(words: str, *place: int) -> Button:
    """A button of these words at a place."""
    made = Button("act", OUTLINED)
    made.label(words)
    made.setGeometry(QRect(*place))
    return made


def put(kind: QWidget, name: str, *place: int) -> QWidget:
    """A widget of this name at a place."""
    kind.setObjectName(name)
    kind.setAccessibleName(name)
    kind.setGeometry(QRect(*place))
    return kind


def words(text: str, *place: int, tone: str = "text") -> QWidget:
    """A label at a place."""
    made = label("said", 15, tone=tone)
    made.setText(text)
    made.setGeometry(QRect(*place))
    return made


def unreachable() -> QWidget:
    """A button that Tab passes over."""
    made = button("Pay", 10, 60, 90, 44)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def nameless() -> QWidget:
    """A field that nobody can tell about."""
    return put(Edit(), "", 10, 60, 90, 44)


def unseen() -> QWidget:
    """A button whose focus nobody sees."""
    made = put(Unseen(), "act", 10, 60, 90, 44)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def window(*parts: QWidget) -> QWidget:
    """A window with a good button that has the focus, and these parts."""
    made = filled(QWidget(), "bg")
    made.resize(400, 300)
    good = button("Good", 10, 10, 120, 44)
    for part in (good, *parts):
        part.setParent(made)
    made.show()
    made.activateWindow()
    good.setFocus()
    return made


BROKEN: dict[str, Callable[[], list[QWidget]]] = {
    "whole": lambda: [words("Far too long for its place", 10, 100, 60, 23)],
    "uncut": lambda: [button("Complete the sale", 10, 100, 90, 44)],
    "apart": lambda: [words("One", 10, 100, 90, 23), words("Other", 14, 104, 90, 23)],
    "inside": lambda: [button("Pay", 350, 100, 90, 44)],
    "translated": lambda: [words("Pay now", 10, 100, 90, 23)],
    "large": lambda: [button("Pay", 10, 100, 90, 30)],
    "spaced": lambda: [button("One", 10, 100, 90, 44), button("Other", 104, 100, 90, 44)],
    "named": lambda: [nameless()],
    "readable": lambda: [words("Hardly to be read", 10, 100, 190, 23, tone="text-disabled")],
    "reached": lambda: [unreachable()],
    "seen": lambda: [unseen()],
}


def broken_rules(shown: QWidget, *, is_arabic: bool = False) -> set[str]:
    """The rules that a window breaks."""
    seen = Seen(shown, Typed(), is_arabic=is_arabic)
    return {each.rule for each in [*rule.findings(seen), *focus.reached(seen)]}


@pytest.mark.parametrize("name", BROKEN)
def test_rule_is_broken_by_what_it_forbids(app: QApplication, qtbot: QtBot, name: str) -> None:
    shown = window(*BROKEN[name]())
    qtbot.addWidget(shown)
    qtbot.waitUntil(shown.isActiveWindow)
    if name == "large":
        shown.findChildren(Button)[1].setFixedHeight(30)
    assert name in broken_rules(shown, is_arabic=name == "translated")


def test_no_rule_is_broken_by_a_good_window(app: QApplication, qtbot: QtBot) -> None:
    shown = window(words("Total", 10, 100, 90, 23), button("Pay", 10, 140, 90, 44))
    qtbot.addWidget(shown)
    qtbot.waitUntil(shown.isActiveWindow)
    assert broken_rules(shown) == set()


class Kept(QWidget):
    """Shows a picture that was painted once."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = Painted("surface", pixels=100_000)

    def paintEvent(self, _: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area = QRect(4, 4, 60, 30)
            self._kept.draw(painter, area, "said", self._paint, on=self)

    def _paint(self, painter: QPainter, area: QRect) -> None:
        paint.text(painter, area, "Complete the sale", font.font(15), "text")


def test_words_of_a_kept_picture_are_seen(app: QApplication, qtbot: QtBot) -> None:
    shown = window(put(Kept(), "kept", 10, 100, 90, 44))
    qtbot.addWidget(shown)
    qtbot.waitUntil(shown.isActiveWindow)
    shown.grab()
    seen = Seen(shown, Typed(), is_arabic=False)
    assert [each.strokes.left() for each in seen.texts if each.widget.objectName() == "kept"]
    assert "uncut" in {each.rule for each in rule.findings(seen)}


@pytest.mark.parametrize(
    ("text", "is_theirs"),
    [
        ("Dried Figs", True),
        ("تين مجفف\nDried Figs\n6281000000014", True),
        ("أُضيف \u2068Dried Figs\u2069", True),
        ("Add Dried Figs", False),
        ("Dried Figs\nOut of stock", False),
        ("Sold: \u2068Dried Figs\u2069", False),
    ],
)
def test_only_what_somebody_typed_may_be_english(text: str, is_theirs: bool) -> None:
    assert Typed(["Dried Figs", "تين مجفف"]).is_all_of(text) is is_theirs


def test_marks_of_style_are_no_words(app: QApplication) -> None:
    shown = label("sum", 15)
    shown.setText("نقدًا <b>12.00</b> &nbsp;")
    assert "<b>" in said(shown)
    shown.setTextFormat(Qt.TextFormat.RichText)
    assert said(shown).strip() == "نقدًا 12.00"


def test_every_rule_was_tried() -> None:
    assert {each.__name__ for each in rule.RULES} | {"reached", "seen"} == set(BROKEN)


# What the design promises of its colours: ink, ground, and the least contrast.
PROMISED = (
    ("text", "surface", 4.5),
    ("text-2", "surface", 4.5),
    ("text-3", "bg", 4.5),
    ("text-3", "primary-soft", 4.5),
    ("on-primary", "primary", 4.5),
    ("on-primary", "primary-pressed", 4.5),
    ("on-primary-soft", "primary-soft", 4.5),
    ("danger", "surface", 4.5),
    ("success", "surface", 4.5),
    ("on-success-soft", "success-soft", 4.5),
    ("on-warning-soft", "warning-soft", 4.5),
    ("on-danger-soft", "danger-soft", 4.5),
    ("on-info-soft", "info-soft", 4.5),
    ("on-danger", "danger", 4.5),
    ("border-strong", "surface", 3),
    ("border-strong", "primary-soft", 3),
    ("focus", "surface", 3),
    ("focus", "bg", 3),
    ("warning", "surface", 3),
    ("rail-text", "rail", 4.5),
    *((f"c{at}f", f"c{at}", 4.5) for at in range(1, 9)),
)


@pytest.mark.parametrize("name", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize(("ink", "ground", "least"), PROMISED)
def test_colours_keep_the_promise_of_contrast(
    app: QApplication, name: str, ink: str, ground: str, least: float
) -> None:
    theme.apply(app, name)
    assert contrast(theme.color(ink), theme.color(ground)) >= least
