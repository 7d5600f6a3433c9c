"""Pictures drawn by the program: school yards, classrooms, libraries, halls and playing fields, in many palettes.

The seed is ``scene/anything``; the same seed always gives the same drawing. Nothing is photographed, nobody is shown.
"""

from io import BytesIO
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter

LARGEST = 40_000
ALT = {
    "yard": "Tranh minh họa: sân trường với cột cờ, hàng cây và dãy lớp học",
    "class": "Tranh minh họa: lớp học với bảng xanh, bàn học và cửa sổ",
    "library": "Tranh minh họa: thư viện với kệ sách nhiều màu và bàn đọc",
    "sport": "Tranh minh họa: sân thể thao với đường chạy và khung thành",
    "hall": "Tranh minh họa: hội trường với sân khấu, rèm và dãy ghế",
}
#: sky or upper wall, lower sky or wall, building, roof or accent, green, ground
_PALETTES = (
    ("#8ecae6", "#e8f6fb", "#fff3d6", "#c8553d", "#4f9d69", "#d9c7a3"),
    ("#ffd6a5", "#fff4e0", "#f7e1c6", "#8d5b4c", "#7a9e5a", "#cdb38b"),
    ("#a9d6e5", "#f1faee", "#fdfcdc", "#1d6996", "#52b788", "#cfd8b5"),
    ("#cdb4db", "#fbeff7", "#fff1e6", "#7b4b94", "#6a994e", "#d8c3b4"),
    ("#90dbf4", "#f0fff8", "#fde4cf", "#d1495b", "#3d8361", "#c9bfa5"),
    ("#b8e0d2", "#f6fbf4", "#fefae0", "#bc6c25", "#588157", "#d4c9a8"),
    ("#f9c6c9", "#fff3f1", "#fdf0d5", "#0b4f8a", "#6b9080", "#d6c6b2"),
)
_BOOKS = ("#b3161b", "#0b4f8a", "#f2b705", "#4f9d69", "#7b4b94", "#e07a5f", "#3d405b", "#81b29a")
_SIZE = 1200, 675


def picture(seed, width=1200, height=675):
    """Return a JPEG (bytes, at most 40 KB) of ``width`` × ``height`` pixels, drawn from ``seed`` ("yard/first-day")."""
    scene = seed.partition("/")[0]
    rng = Random(f"picture/{seed}")
    image = Image.new("RGB", _SIZE)
    brush = ImageDraw.Draw(image)
    _SCENES.get(scene, _yard)(brush, rng, rng.choice(_PALETTES))
    # Softened edges look better and keep a picture under 40 KB also when an upload draws it anew at quality 85.
    image = image.filter(ImageFilter.GaussianBlur(1.1))
    if (width, height) != _SIZE:
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=68, optimize=True)
    return out.getvalue()


def _gradient(brush, top, bottom, height):
    first, last = (tuple(int(color[i:i + 2], 16) for i in (1, 3, 5)) for color in (top, bottom))
    for y in range(height):
        color = tuple(a + (b - a) * y // height for a, b in zip(first, last, strict=True))
        brush.line((0, y, _SIZE[0], y), fill=color)


def _cloud(brush, x, y, size):
    for dx, dy, radius in ((0, 0, 1.0), (0.9, -0.4, 1.2), (1.9, 0, 1.0), (0.9, 0.15, 1.1)):
        r = size * radius
        left, top = x + dx * size - r, y + dy * size - r * 0.8
        brush.ellipse((left, top, left + 2 * r, top + 1.6 * r), "#ffffff")


def _tree(brush, x, ground, size, green, rng):
    brush.rectangle((x - size * 0.07, ground - size, x + size * 0.07, ground), "#7f5539")
    for dx, dy, radius in ((-0.28, -0.95, 0.34), (0.28, -0.95, 0.34), (0, -1.25, 0.38), (0, -0.9, 0.36)):
        r = size * radius
        brush.ellipse((x + dx * size - r, ground + dy * size - r, x + dx * size + r, ground + dy * size + r), green)
    for _dot in range(3):
        dx, dy = rng.uniform(-0.45, 0.45), rng.uniform(-1.45, -0.75)
        brush.ellipse((x + dx * size - 6, ground + dy * size - 6, x + dx * size + 6, ground + dy * size + 6), "#e63946")


def _flag(brush, x, top, ground):
    brush.rectangle((x - 3, top, x + 3, ground), "#8d99ae")
    brush.rectangle((x + 3, top, x + 99, top + 64), "#d90429")
    _star(brush, x + 51, top + 32, 20)


def _star(brush, x, y, size):
    points = []
    for corner in range(10):
        radius = size if corner % 2 == 0 else size * 0.4
        angle = pi * corner / 5 - pi / 2
        points.append((x + radius * cos(angle), y + radius * sin(angle)))
    brush.polygon(points, "#ffd60a")


def _building(brush, rng, colors, ground):
    _sky, _low, wall, roof, _green, _ground = colors
    left, right = rng.randrange(170, 250), rng.randrange(960, 1040)
    floors = rng.choice((2, 3))
    top = ground - 105 * floors
    brush.polygon(((left - 30, top), (right + 30, top), (right - 40, top - 62), (left + 40, top - 62)), roof)
    brush.rectangle((left, top, right, ground), wall)
    for floor in range(floors):
        y = top + 105 * floor
        brush.rectangle((left, y + 94, right, y + 105), roof)
        for x in range(left + 40, right - 90, 128):
            brush.rectangle((x, y + 22, x + 76, y + 80), "#ffffff")
            brush.rectangle((x + 6, y + 28, x + 70, y + 74), "#5fa8d3")
    middle = (left + right) // 2
    brush.rectangle((middle - 46, ground - 88, middle + 46, ground), roof)
    brush.rectangle((middle - 38, ground - 80, middle + 38, ground), "#6d4c41")


def _yard(brush, rng, colors):
    sky, low, _wall, _roof, green, soil = colors
    ground = 500
    _gradient(brush, sky, low, ground)
    brush.ellipse((70, 50, 170, 150), "#ffe08a")
    for _each in range(3):
        _cloud(brush, rng.randrange(220, 1050), rng.randrange(50, 130), rng.randrange(22, 40))
    _building(brush, rng, colors, ground)
    brush.rectangle((0, ground, *_SIZE), soil)
    brush.line((0, ground + 120, _SIZE[0], ground + 120), "#ffffff", 6)
    for x in (70, 150, 1070, 1150):
        _tree(brush, x, ground + rng.randrange(30, 90), rng.randrange(150, 200), green, rng)
    _flag(brush, rng.choice((330, 600, 860)), 150, ground + 60)


def _class(brush, rng, colors):
    _sky, low, wall, roof, _green, soil = colors
    _gradient(brush, low, wall, 470)
    brush.rectangle((0, 470, *_SIZE), soil)
    brush.rectangle((300, 90, 900, 330), "#6d4c41")
    brush.rectangle((314, 104, 886, 316), "#2d6a4f")
    for number in range(4):
        y = 140 + 40 * number
        brush.line((350, y, 350 + rng.randrange(160, 480), y), "#d8f3dc", 5)
    for x in (60, 960):
        brush.rectangle((x, 100, x + 180, 320), "#ffffff")
        brush.rectangle((x + 10, 110, x + 170, 310), "#8ecae6")
        brush.line((x + 90, 110, x + 90, 310), "#ffffff", 8)
        brush.line((x, 210, x + 180, 210), "#ffffff", 8)
    for row in range(2):
        for x in range(110 - 50 * row, 1100, 270):
            y = 450 + 105 * row
            brush.polygon(((x, y), (x + 190, y), (x + 205, y + 26), (x - 15, y + 26)), "#c58940")
            brush.rectangle((x - 6, y + 26, x + 4, y + 96), "#7f5539")
            brush.rectangle((x + 186, y + 26, x + 196, y + 96), "#7f5539")
            brush.rectangle((x + 60, y - 12, x + 120, y), rng.choice(_BOOKS))
    brush.rectangle((0, 0, _SIZE[0], 34), roof)


def _library(brush, rng, colors):
    _sky, low, wall, _roof, green, soil = colors
    _gradient(brush, low, wall, 520)
    brush.rectangle((0, 520, *_SIZE), soil)
    for left in (60, 440, 820):
        brush.rectangle((left, 70, left + 320, 520), "#8d5b4c")
        for shelf in range(3):
            y = 90 + 142 * shelf
            brush.rectangle((left + 14, y, left + 306, y + 126), "#f3e9dc")
            x = left + 18
            while x < left + 262:
                width, tall = rng.randrange(36, 56), rng.randrange(76, 118)
                brush.rectangle((x, y + 126 - tall, min(x + width, left + 304), y + 126), rng.choice(_BOOKS))
                x += width
    brush.ellipse((300, 560, 900, 650), "#c58940")
    brush.polygon(((520, 595), (600, 585), (600, 615), (520, 625)), "#ffffff")
    brush.polygon(((600, 585), (680, 595), (680, 625), (600, 615)), "#f1f1f1")
    _tree(brush, 1150, 610, 120, green, rng)


def _sport(brush, rng, colors):
    sky, low, _wall, roof, green, _soil = colors
    _gradient(brush, sky, low, 330)
    for _each in range(3):
        _cloud(brush, rng.randrange(60, 1050), rng.randrange(60, 150), rng.randrange(24, 42))
    for x in range(50, 1200, 190):
        _tree(brush, x, 345, rng.randrange(140, 190), green, rng)
    brush.rectangle((0, 330, *_SIZE), "#74c069")
    for number in range(6):
        if number % 2:
            brush.rectangle((200 * number, 330, 200 * number + 200, 520), "#68b35d")
    brush.rectangle((0, 520, *_SIZE), roof)
    for y in (550, 590, 630):
        brush.line((0, y, _SIZE[0], y), "#ffffff", 5)
    left = rng.choice((120, 470, 820))
    for shape in ((left, 300, left + 10, 430), (left + 250, 300, left + 260, 430), (left, 300, left + 260, 310)):
        brush.rectangle(shape, "#ffffff")
    x = rng.randrange(300, 900)
    brush.ellipse((x, 455, x + 44, 499), "#ffffff", "#333333", 3)
    brush.regular_polygon((x + 22, 477, 9), 5, fill="#333333")


def _hall(brush, rng, colors):
    _sky, low, wall, roof, green, soil = colors
    _gradient(brush, wall, low, 460)
    brush.rectangle((130, 80, 1070, 420), "#fffaf0")
    for x in range(0, 180, 60):
        for left in (x, _SIZE[0] - x - 60):
            brush.rectangle((left, 0, left + 56, 440), roof)
    brush.rectangle((0, 0, _SIZE[0], 62), roof)
    _star(brush, 600, 190, 62)
    for number in range(7):
        x = 250 + 115 * number
        brush.ellipse((x - 22, 352, x + 22, 396), rng.choice(_BOOKS))
        brush.rectangle((x - 16, 396, x + 16, 420), green)
    brush.rectangle((0, 420, _SIZE[0], 478), "#a47148")
    brush.rectangle((0, 478, *_SIZE), soil)
    for row in range(2):
        for x in range(40 + 40 * row, 1120, 135):
            y = 506 + 84 * row
            brush.rounded_rectangle((x, y, x + 96, y + 68), 14, fill="#0b4f8a")


_SCENES = {"yard": _yard, "class": _class, "library": _library, "sport": _sport, "hall": _hall}
