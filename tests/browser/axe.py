"""axe-core on a page under test: what a screen reader or a keyboard would stumble over."""

from pathlib import Path

from playwright.async_api import Page

AXE = Path(__file__).with_name("vendor") / "axe.min.js"

# Everything of WCAG 2.2 up to AA, and axe's own best practices.
_RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}"""


async def serious_faults(page: Page) -> list[str]:
    """
    Return what axe finds serious or critical on the page as it is now.

    Colours are judged once nothing moves: a text that fades in has little contrast on its way.
    """
    if not await page.evaluate("() => 'axe' in window"):
        # Not as a script of the page: its policy forbids those of others.
        await page.evaluate(AXE.read_text())
    await page.wait_for_function(
        "() => document.getAnimations().every(({ playState }) => playState !== 'running')"
    )
    found: list[str] = await page.evaluate(_RUN)
    return found
