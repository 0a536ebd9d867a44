"""Draw the icons of the installed app after static/icons/icon.svg: run it again when the logo has changed."""

import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent.parent / "static" / "icons"
SVG = "{http://www.w3.org/2000/svg}"
FINER = 8  # drawn so many times larger, then made smaller: smooth edges
# A maskable icon fills its square, and what matters keeps to a circle of 80 %: the logo's mark does.
ICONS = {
    "icon-192.png": (192, True),
    "icon-512.png": (512, True),
    "maskable-192.png": (192, False),
    "maskable-512.png": (512, False),
    "apple-touch-icon.png": (180, False),
}

type Line = list[tuple[float, float]]


def main() -> None:
    for name, (size, rounded) in ICONS.items():
        draw(size, rounded=rounded).save(FOLDER / name, optimize=True)


def draw(size: int, *, rounded: bool) -> Image.Image:
    """The logo at so many pixels, with the round corners of the drawing or as a whole square."""
    root = ElementTree.parse(FOLDER / "icon.svg").getroot()  # noqa: S314  our own file
    ground, mark = root[0].attrib, root[1].attrib
    scale = size * FINER / float(ground["width"])
    sheet = Image.new("RGBA", (size * FINER, size * FINER), (0, 0, 0, 0))
    pen = ImageDraw.Draw(sheet)
    radius = float(ground["rx"]) * scale if rounded else 0
    pen.rounded_rectangle((0, 0, sheet.width - 1, sheet.height - 1), radius, fill=ground["fill"])
    width = float(mark["stroke-width"]) * scale
    for line in lines(mark["d"]):
        points = [(x * scale, y * scale) for x, y in line]
        pen.line(points, fill=mark["stroke"], width=round(width))
        for x, y in points:
            pen.circle((x, y), width / 2, fill=mark["stroke"])
    small = sheet.resize((size, size), Image.Resampling.LANCZOS)
    return small if rounded else small.convert("RGB")


def lines(path: str) -> list[Line]:
    """The straight lines of a path that goes by M, H and V and by pairs after an M."""
    found: list[Line] = []
    for command, figures in re.findall(r"([MHV])([^MHV]*)", path):
        numbers = [float(number) for number in re.findall(r"[\d.]+", figures)]
        if command == "M":
            found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
        else:
            x, y = found[-1][-1]
            found[-1].append((numbers[0], y) if command == "H" else (x, numbers[0]))
    return found


if __name__ == "__main__":
    main()
