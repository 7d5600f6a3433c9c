"""Made-up trees: a school whose site has 2,000 published pages, with a folder of 500 among them."""

from random import Random

from eduportal.operations.pages import add_page
from tests import factories

#: A word that every page has, one that one in twenty has; the text goes on from a list of usual words.
EVERYWHERE, SOME = "trường", "chuyên đề"
_WORDS = """
    thông báo kế hoạch học sinh giáo viên phụ huynh năm học khai giảng tuyển sinh lớp sáu bồi dưỡng hội thi văn nghệ
    thể thao công khai tài chính cơ sở vật chất chất lượng giáo dục chương trình phổ thông kiểm tra học kỳ đánh giá kết
    quả rèn luyện an toàn giao thông phòng chống dịch bệnh thư viện thiết bị đồ dùng dạy học chuyên môn tổ trưởng họp
    hội đồng khen thưởng kỷ luật tiêu chuẩn quốc gia đổi mới sáng tạo nghiên cứu khoa học tin tức sự kiện hoạt động
    ngoại khóa
""".split()


def text_of(number, words=300):
    """Return the HTML of a page: four paragraphs, the same for the same number."""
    rng = Random(f"page-{number}")
    parts = [" ".join(rng.choices(_WORDS, k=words // 4)) for _each in range(4)]
    parts[0] = f"{EVERYWHERE} {parts[0]}"
    if number % 20 == 0:
        parts[1] += f" {SOME}"
    return "".join(f"<p>{part.capitalize()}.</p>" for part in parts)


def title_of(number):
    """Return the title of a made-up page."""
    rng = Random(f"title-{number}")
    return f"{' '.join(rng.choices(_WORDS, k=8)).capitalize()} {number}"


def fill(site, path, pages, wide):
    """Publish ``pages`` pages in the school at ``path`` (names): ``wide`` in one folder, the rest in folders of 75.

    Return (path of the wide folder, paths of pages).
    """
    places = [("rong", number) for number in range(wide)]
    places += [(f"muc-{number // 75 + 1}", number) for number in range(pages - wide)]
    found = []
    for first in range(0, len(places), 100):
        found += site.change(lambda portal, first=first: [
            _put(portal, school_at(portal, path), *place, first + number)
            for number, place in enumerate(places[first:first + 100])])
        # The feeder empties outboxes; a whole hundred that meets it would have to be written again.
        site.fed()
    return f"/{'/'.join(path)}/gioi-thieu/rong/", found


def school_at(portal, path):
    """Return the unit whose names from the root are ``path``."""
    node = portal.root
    for name in path:
        node = node[name]
    return node


def _put(portal, school, folder, _place, number):
    above = school["gioi-thieu"]
    if folder not in above:
        add_page(portal, above, "folder", {"title": folder}, by="", at=factories.NOW, name=folder)
    node = factories.page(portal, above[folder], title_of(number), published=True, body=text_of(number))
    names = []
    while node is not None and node.__name__:
        names.append(node.__name__)
        node = node.__parent__
    return f"/{'/'.join(reversed(names))}/"
