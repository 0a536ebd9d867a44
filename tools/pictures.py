"""Take the pictures in docs/pictures, of the newsroom that `make demo` serves meanwhile (in another terminal)."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
HASHTAG = "/en/hashtag/HarbourFerryAgreement/"
DESKTOP, PHONE = (1280, 900), (390, 780)
MARGIN = 60
CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        desktop, phone = shot(browser, HASHTAG, DESKTOP, "light"), shot(browser, HASHTAG, PHONE, "dark")
        beside(desktop, phone).save(FOLDER / "hashtag.webp", quality=85, method=6)
        browser.close()


def shot(browser: Browser, path: str, size: tuple[int, int], scheme: str) -> Image.Image:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(HERE + path)
    page.wait_for_load_state("networkidle")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return taken


def beside(desktop: Image.Image, phone: Image.Image) -> Image.Image:
    """On one sheet, a little apart, the lower edges level."""
    sheet = Image.new("RGB", (desktop.width + phone.width + 3 * MARGIN, desktop.height + 2 * MARGIN), "#e9e4d8")
    sheet.paste(desktop, (MARGIN, MARGIN))
    sheet.paste(phone, (desktop.width + 2 * MARGIN, sheet.height - MARGIN - phone.height))
    return sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
