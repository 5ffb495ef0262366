"""The pictures of the explorer that the README shows: `python -m tests.publish.explorer.screenshots` makes them anew."""

from __future__ import annotations

from pathlib import Path

from tests.publish.explorer.browser import started, watched

HERE = Path(__file__).resolve().parent / "screenshots"
PAGE = Path(__file__).resolve().parents[3] / "dist" / "index.html"
MOST = 150_000  # bytes of a picture
PICTURES = {"positions": ("matrix", 640), "reader": ("reader/000-16e68eeca4397dfd?at=evidence:16f6104ee340", 500)}


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with started() as browser:
        for name, (place, height) in PICTURES.items():
            with watched(browser, PAGE) as found:
                found.page.set_viewport_size({"width": 1080, "height": height})
                page = found.open(place)
                page.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    main()
