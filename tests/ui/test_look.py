from __future__ import annotations

import ast
import json
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel

from app import bootstrap, resource
from app import ui as window
from app.ui import font, icon, language, theme, tour
from app.ui.till import Till

UI = Path(window.__file__).parent
ROOT = UI.parent.parent


def luminance(token: str) -> float:
    """Relative luminance, WCAG 2.1."""
    colour = theme.color(token)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
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
        ("border-strong", "surface", 3),
        ("focus", "bg", 3),
        ("rail-text", "rail", 4.5),
    ],
)
def test_tokens_keep_their_promise_of_contrast(
    app: QApplication, name: str, ink: str, ground: str, least: float
) -> None:
    theme.apply(app, name)
    assert contrast(ink, ground) >= least


def test_both_themes_know_the_same_tokens() -> None:
    tokens = json.loads(resource.path("tokens.json").read_text(encoding="utf-8"))
    assert tokens["light"].keys() == tokens["dark"].keys()


def test_labels_follow_the_theme(app: QApplication) -> None:
    words = QLabel("text")
    words.setProperty("tone", "danger")
    seen = set()
    for name in (theme.LIGHT, theme.DARK):
        theme.apply(app, name)
        words.ensurePolished()
        seen.add(words.palette().windowText().color().name())
    assert seen == {"#b42318", "#f0786b"}


def test_type_comes_from_the_program_itself(app: QApplication) -> None:
    assert font.FAMILY in QFontDatabase.families()
    assert font.metrics(42, font.BOLD).horizontalAdvance("0") == font.metrics(
        42, font.BOLD
    ).horizontalAdvance("1")


def test_icon_has_the_colour_of_its_token(app: QApplication) -> None:
    drawn = icon.pixmap("minus", "danger", 24, 1.0).toImage()
    assert drawn.pixelColor(12, 12).name() == theme.color("danger").name()


def test_icon_is_mirrored_where_it_points_somewhere(app: QApplication) -> None:
    straight = icon.pixmap("arrow-left", "text", 24, 1.0).toImage()
    mirrored = icon.pixmap("arrow-left", "text", 24, 1.0, rtl=True).toImage()
    assert straight != mirrored
    assert straight == mirrored.flipped(Qt.Orientation.Horizontal)


def test_icon_of_a_clock_is_never_mirrored(app: QApplication) -> None:
    assert icon.pixmap("clock", "text", 24, 1.0).toImage() == (
        icon.pixmap("clock", "text", 24, 1.0, rtl=True).toImage()
    )


def test_every_icon_and_picture_renders(app: QApplication) -> None:
    names = [file.stem for file in resource.path("icons").glob("*.svg")]
    assert len(names) > 60
    for name in names:
        assert not icon.pixmap(name, "text", 20, 1.0).isNull(), name


def test_missing_translation_leaves_english_words(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resource, "translation", lambda name: tmp_path / name)
    language.apply(app, language.ARABIC)
    assert app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert QApplication.translate("SellView", "Pay") == "Pay"


def test_arabic_is_complete() -> None:
    tree = ElementTree.parse(ROOT / "translations" / "sanduq_ar.ts")  # noqa: S314 - our own
    known = {
        (context.findtext("name"), message.findtext("source"))
        for context in tree.getroot().iter("context")
        for message in context.iter("message")
    }
    for message in tree.getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, message.findtext("source")
        forms = [each.text for each in translation.iter("numerusform")]
        assert forms or translation.text, message.findtext("source")
        assert len(forms) in {0, 6}
    missing = [each for file in sorted(UI.rglob("*.py")) for each in texts(file) - known]
    assert missing == []


def texts(file: Path) -> set[tuple[str | None, str | None]]:
    """Context and text of everything that a module gives to be translated."""
    found: set[tuple[str | None, str | None]] = set()
    for kind in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(kind, ast.ClassDef):
            calls = [each for each in ast.walk(kind) if isinstance(each, ast.Call)]
            found |= {
                (kind.name, str(ast.literal_eval(call.args[0])))
                for call in calls
                if isinstance(call.func, ast.Attribute) and call.func.attr == "tr"
            }
        name = getattr(kind, "func", None)
        called = getattr(name, "attr", getattr(name, "id", ""))
        if isinstance(kind, ast.Call) and called in {"translate", "QT_TRANSLATE_NOOP"}:
            if len(kind.args) < 2:  # of a text, by a table of characters
                continue
            context, words = kind.args[:2]
            if isinstance(context, ast.Constant) and isinstance(words, ast.Constant):
                found.add((str(context.value), str(words.value)))
    return found


def test_constants_of_python_outlive_thousands_of_calls_into_qt(app: QApplication) -> None:
    words = QLabel()
    for _ in range(50_000):
        words.update()
    assert sys.getrefcount(None) > 10_000


def test_tour_sells_twice_and_leaves_its_pictures(
    app: QApplication,
    shop: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert tour.play(app, shop, bootstrap.open_shop) == 0
    said = capsys.readouterr().out
    files = [
        Path(line.removeprefix("see ")) for line in said.splitlines() if line.startswith("see ")
    ]
    assert all(file.is_file() for file in files)
    names = [file.name for file in files]
    assert [name for name in names if name.endswith(".pdf")] == ["A1-000001.pdf", "A1-000002.pdf"]
    assert len([name for name in names if name.endswith(".png")]) == 9


@pytest.mark.parametrize("rtl", [False, True])
def test_cards_fill_the_width_of_the_grid(till: Till, app: QApplication, rtl: bool) -> None:
    grid = till.window.sell.grid
    if rtl:
        till.switch_language()
    for width in range(1024, 1940, 9):
        till.window.resize(width, 768)
        app.processEvents()
        cards = [
            grid.visualRect(till.sell.products.index(row, 0))
            for row in range(till.sell.products.rowCount())
        ]
        first = [card.width() for card in cards if card.top() == cards[0].top()]
        assert sum(first) == grid.viewport().width(), width
        assert max(first) - min(first) <= 1, width
        assert min(first) >= 130, width
