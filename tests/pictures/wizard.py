"""Scenes of the wizard."""

from __future__ import annotations

from app.domain.errors import Trouble
from app.services.backends import Check
from tests.pictures.scene import scene
from tests.pictures.wizard_stage import WizardStage


def name_shop(stage: WizardStage) -> None:
    """Answer the first step."""
    stage.type("setup_name", "Palm Grove Market")
    stage.type("setup_name_ar", "متجر النخيل")


def to_tax(stage: WizardStage) -> None:
    """Go on to the second step."""
    name_shop(stage)
    stage.click("next")


def to_printer(stage: WizardStage) -> None:
    """Go on to the third step."""
    to_tax(stage)
    stage.click("not_registered")


def to_data(stage: WizardStage) -> None:
    """Go on to the last step."""
    to_printer(stage)
    stage.click("next")


@scene(shop="")
def wizard_shop(stage: WizardStage) -> None:
    """The first question."""


@scene(shop="")
def wizard_shop_filled(stage: WizardStage) -> None:
    name_shop(stage)


@scene(shop="")
def wizard_shop_refused(stage: WizardStage) -> None:
    stage.click("next")


@scene(shop="")
def wizard_tax(stage: WizardStage) -> None:
    to_tax(stage)


@scene(shop="")
def wizard_tax_refused(stage: WizardStage) -> None:
    to_tax(stage)
    stage.type("setup_vat_number", "12345")
    stage.click("next")


@scene(shop="")
def wizard_printer(stage: WizardStage) -> None:
    to_printer(stage)


@scene(shop="")
def wizard_printer_tried(stage: WizardStage) -> None:
    to_printer(stage)
    stage.click("printer_0")
    stage.click("print_test")


@scene(shop="")
def wizard_data(stage: WizardStage) -> None:
    to_data(stage)


@scene(shop="")
def wizard_connect(stage: WizardStage) -> None:
    to_data(stage)
    stage.click("with_backend")


@scene(shop="")
def wizard_connect_key_refused(stage: WizardStage) -> None:
    to_data(stage)
    stage.click("with_backend")
    message = "The server does not know this key, or it was revoked."
    stage.connections.answer = Check(ok=False, message=message, problem="wrong_key")
    stage.type("setup_key", "apx_7Q2f")
    stage.click("next")


@scene(shop="")
def wizard_connect_no_keyring(stage: WizardStage) -> None:
    to_data(stage)
    stage.click("with_backend")
    stage.connections.trouble = Trouble("no_keyring", "This computer has no keyring.")
    stage.type("setup_key", "apx_7Q2f")
    stage.click("next")


@scene(shop="")
def wizard_busy(stage: WizardStage) -> None:
    to_data(stage)
    stage.hold_making()
    stage.click("next")


@scene(shop="")
def wizard_refused(stage: WizardStage) -> None:
    to_data(stage)
    stage.make_shop()
    stage.click("next")
