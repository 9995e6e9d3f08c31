"""Scenes of the five systems: what each is asked for, what it can't do, and a sandbox."""

from __future__ import annotations

from app.services.backends import Check
from app.ui.sync.address_field import EXAMPLE
from tests.pictures.linked import ONLINE
from tests.pictures.scene import scene
from tests.pictures.sync import WRONG_KEY, ask_for_new, section, tell
from tests.pictures.till_stage import TillStage
from tests.pictures.wizard import to_data
from tests.pictures.wizard_stage import WizardStage
from tests.ui.syncing import GOOD


def ask_for_commerce(stage: TillStage) -> None:
    """Ask for a new back end of the Commerce API."""
    stage.typed.add(EXAMPLE)
    ask_for_new(stage)
    stage.click("kind_commerce")


@scene(shop="bare")
def kinds_commerce(stage: TillStage) -> None:
    ask_for_commerce(stage)


@scene(shop="bare")
def kinds_commerce_password(stage: TillStage) -> None:
    ask_for_commerce(stage)
    stage.click("backend_by_user")
    stage.type("backend_url", "https://shop.example.com/v2")
    stage.type("backend_user", "till@example.com")
    stage.type("backend_key", "letmein")
    stage.syncing.answer = Check(ok=False, message=WRONG_KEY, problem="wrong_key")
    stage.click("backend_test")
    stage.syncing.answer = GOOD


@scene(shop="linked")
def kinds_commerce_further(stage: TillStage) -> None:
    ask_for_commerce(stage)
    stage.click("backend_advanced")
    stage.find("backend_buffer").setFocus()


@scene(shop="bare")
def kinds_stacknex_further(stage: TillStage) -> None:
    ask_for_new(stage)
    stage.click("kind_stacknex")
    stage.click("backend_advanced")
    stage.click("backend_trust_unproven")
    stage.type("backend_currency", "XYZ")
    stage.type("backend_key", "nxp_test_1")
    stage.click("backend_save")


@scene(shop="sandboxed")
def kinds_sandbox_settings(stage: TillStage) -> None:
    section(stage)
    tell(stage)


@scene(shop="sandboxed")
def kinds_sandbox_sync(stage: TillStage) -> None:
    stage.go("sync")
    tell(stage)


@scene(shop="sandboxed")
def kinds_can_not(stage: TillStage) -> None:
    section(stage)
    stage.click(f"own_{ONLINE}_change")
    tell(stage)


@scene(shop="")
def wizard_connect_salloq(stage: WizardStage) -> None:
    to_data(stage)
    stage.typed.add(EXAMPLE)
    stage.click("with_backend")
    stage.click("kind_salloq")


@scene(shop="")
def wizard_connect_password(stage: WizardStage) -> None:
    to_data(stage)
    stage.typed.add(EXAMPLE)
    stage.click("with_backend")
    stage.click("kind_commerce")
    stage.click("setup_by_user")
    stage.type("setup_key", "letmein")
    stage.click("next")
