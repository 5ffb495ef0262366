"""A real browser for tests of the explorer: it opens pages from disk, and notes all that should not happen there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass
class Watched:
    """A page of the browser, and what it must not do: write errors, ask for addresses, open windows."""

    page: Any
    file: Path
    troubles: list[str] = field(default_factory=list)

    def open(self, place: str = "") -> Any:
        """Open the file anew at a place behind `#/`; the page when its heading is there."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.file.as_uri()}{f'#/{place}' if place else ''}")
        self.page.wait_for_selector("main h1")
        return self.page

    def go(self, place: str) -> Any:
        """Go to a place as a link would, without opening the file anew."""
        self.page.evaluate("place => { location.hash = place }", f"#/{place}")
        self.page.wait_for_selector("main h1")
        return self.page

    @property
    def place(self) -> str:
        return str(self.page.evaluate("location.hash")).removeprefix("#/")


@contextmanager
def started() -> Iterator[Any]:
    """The machine's own Chromium without a window. Skips the test where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    path = next((found for found in map(shutil.which, CHROMIUM) if found), None)
    if path is None:
        pytest.skip("there is no Chromium on this machine, so the explorer was not tried in a browser")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def watched(
    browser: Any, file: Path, width: int = 1280, scheme: str = "light", strict: bool = True
) -> Iterator[Watched]:
    """A page that is watched. At the end, with `strict`, nothing must have gone wrong in it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.add_init_script(REPORT_VIOLATIONS)
    context.set_default_timeout(8000)
    found = Watched(context.new_page(), file)
    page, troubles = found.page, found.troubles
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: troubles.append(f"window: {popup.url}"))
    page.on(
        "request", lambda request: troubles.append(f"request: {request.url}") if outside(request.url, file) else None
    )
    yield found
    context.close()
    assert not strict or troubles == []


def until(page: Any, expression: str, arg: Any = None, seconds: float = 5) -> None:
    """Wait until the expression is true in the page. (Playwright's own way evaluates it again inside of the page when
    it is not true at once, which the page's policy forbids.)"""
    end = time.monotonic() + seconds
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(20)


def outside(address: str, file: Path) -> bool:
    """Whether a request asks for more than the page itself."""
    return not address.startswith(("data:", "about:", "blob:")) and address.split("#")[0] != file.as_uri()
