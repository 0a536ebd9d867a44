"""Take the pictures in docs/pictures, and those that offer the app, of what `make demo` serves in another terminal."""

import io
import os
from pathlib import Path

from environ import Env
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
APP = {"phone.webp": ((390, 844), "light"), "desktop.webp": ((1280, 800), "light")}  # newsroom/app.py names them
HASHTAG = "/en/hashtag/HarbourFerryAgreement/"
DESKTOP, PHONE = (1280, 900), (390, 780)
MARGIN = 60
# At the desk, for docs/editors.md: a page, and what is clicked on it on the way. The dark ones are for looking at only.
PERSON = "dorothea"
DARK = Path("var") / "pictures"
WAYS_AT_THE_DESK = {
    "desk": ["/admin/"],
    "stories": ["/admin/articles/article/"],
    "form": ["/admin/articles/article/?stage=submitted", "tr:last-child .headline"],
    "compare": ["/admin/articles/article/?q=kelp", ".headline", "text=History", "text=What changed"],
    "merge": ["/admin/tags/tag/?q=Storm+Ottilie", ".field-name a", "text=Merge into", "?into=Climate"],
}
CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}


def main() -> None:
    for folder in (FOLDER, DARK):
        folder.mkdir(parents=True, exist_ok=True)
    Env.read_env(Path(".env"))  # the password of the demo's accounts
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        desktop, phone = opened(browser, DESKTOP, "light"), opened(browser, PHONE, "dark")
        beside(shot(desktop, HASHTAG), shot(phone, HASHTAG)).save(FOLDER / "hashtag.webp", quality=85, method=6)
        for name, (size, scheme) in APP.items():
            shot(opened(browser, size, scheme), "/en/").save(ROOT / "static" / "icons" / name, quality=60, method=6)
        take_the_desk(opened(browser, DESKTOP, "light"), "light")
        take_the_desk(opened(browser, DESKTOP, "dark"), "dark")
        browser.close()


def take_the_desk(page: Page, scheme: str) -> None:
    """Each page as somebody comes to it; the pictures of the light scheme stand in the documents."""
    sign_in(page)
    for name, way in WAYS_AT_THE_DESK.items():
        page.goto(f"{HERE}{way[0]}")
        for step in way[1:]:
            if step.startswith("?"):
                page.goto(page.url + step)
            else:
                page.locator(step).first.click()
        taken = shot(page)
        if scheme == "light":
            taken.resize((960, 675), Image.Resampling.LANCZOS).save(FOLDER / f"{name}.webp", quality=80, method=6)
        else:
            taken.save(DARK / f"{name}.webp")


def opened(browser: Browser, size: tuple[int, int], scheme: str) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)  # type: ignore[arg-type]
    return context.new_page()


def sign_in(page: Page) -> None:
    page.goto(f"{HERE}/admin/")
    page.locator("[name=login]").fill(PERSON)
    page.locator("[name=password]").fill(os.environ["DEMO_PASSWORD"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def shot(page: Page, path: str = "") -> Image.Image:
    """What the window shows, once everything has come."""
    if path:
        page.goto(HERE + path)
    page.wait_for_load_state("networkidle")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def beside(desktop: Image.Image, phone: Image.Image) -> Image.Image:
    """On one sheet, a little apart, the lower edges level."""
    sheet = Image.new("RGB", (desktop.width + phone.width + 3 * MARGIN, desktop.height + 2 * MARGIN), "#e9e4d8")
    sheet.paste(desktop, (MARGIN, MARGIN))
    sheet.paste(phone, (desktop.width + 2 * MARGIN, sheet.height - MARGIN - phone.height))
    return sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
