"""Short Vietnamese texts for every portal: an introduction and one news item per kind, news of the offices.

Places in braces are filled with the unit's own ``name``, ``head``, ``head_title``, ``ward``, ``office`` and the school
``year``. In bodies a paragraph that begins with ``##`` is a heading, consecutive ``-`` ones are a list.
"""

import html

INTRODUCTION = {
    "so": (
        "{name} là cơ quan chuyên môn tham mưu cho Ủy ban nhân dân Thành phố về giáo dục và đào tạo trên địa bàn.",
        "## Chức năng, nhiệm vụ",
        "- Xây dựng, trình ban hành và tổ chức thực hiện quy hoạch, kế hoạch phát triển giáo dục của Thành phố.",
        "- Hướng dẫn chuyên môn, kiểm tra và đánh giá hoạt động của các cơ sở giáo dục.",
        "- Quản lý trực tiếp các trường trung học phổ thông và đơn vị trực thuộc.",
        "- Tổ chức các kỳ thi, tuyển sinh; quản lý văn bằng, chứng chỉ theo phân cấp.",
        "## Cổng thông tin của ngành",
        "Mỗi phòng giáo dục và đào tạo, mỗi trường có một cổng thành phần trên hệ thống này. Tin đáng chú ý của cơ "
        "sở được chuyển lên và đăng lại trên cổng của Sở sau khi được duyệt.",
        "## Lãnh đạo", "{head_title}: {head}.",
    ),
    "phong": (
        "{name} tham mưu cho Ủy ban nhân dân cùng cấp quản lý nhà nước về giáo dục mầm non, tiểu học và trung học cơ "
        "sở trên địa bàn.",
        "## Nhiệm vụ chính",
        "- Hướng dẫn các trường thực hiện kế hoạch năm học {year}.",
        "- Kiểm tra việc thực hiện công khai của các cơ sở giáo dục trên cổng thông tin.",
        "- Tổ chức tuyển sinh đầu cấp đúng tuyến, đúng độ tuổi, thuận lợi cho cha mẹ học sinh.",
        "- Bồi dưỡng đội ngũ cán bộ quản lý, giáo viên và nhân viên.",
        "## Lãnh đạo", "{head_title}: {head}.",
    ),
    "mam_non": (
        "{name} chăm sóc, nuôi dưỡng và giáo dục trẻ từ 18 tháng đến 5 tuổi tại {ward}.",
        "Trường lấy trẻ làm trung tâm: mỗi ngày của bé có giờ vui chơi, khám phá, vận động ngoài trời, bữa ăn cân "
        "đối và giấc ngủ đủ. Các lớp được chia theo độ tuổi: nhà trẻ, mầm, chồi, lá.",
        "## Một ngày ở trường",
        "- Đón trẻ, trò chuyện và thể dục sáng.", "- Hoạt động học, hoạt động góc, chơi ngoài trời.",
        "- Ăn trưa, ngủ trưa, ăn xế.", "- Chơi tự chọn và trả trẻ.",
        "## Người đứng đầu", "{head_title}: {head}. Cơ quan quản lý trực tiếp: {office}.",
    ),
    "tieu_hoc": (
        "{name} đặt tại {ward}, thực hiện Chương trình giáo dục phổ thông 2018 cho học sinh từ lớp 1 đến lớp 5, tổ "
        "chức dạy học hai buổi mỗi ngày.",
        "Nhà trường mong mỗi học sinh đọc thông, viết thạo, tính toán vững, biết yêu thương và tự lo cho mình. Đánh "
        "giá học sinh chú trọng lời nhận xét, sự tiến bộ và không so sánh các em với nhau.",
        "## Hoạt động nổi bật",
        "- Tiết đọc sách tại thư viện mỗi tuần.", "- Câu lạc bộ cờ vua, vẽ, bóng đá và tiếng Anh.",
        "- Vườn trường do các lớp cùng chăm sóc.",
        "## Người đứng đầu", "{head_title}: {head}. Cơ quan quản lý trực tiếp: {office}.",
    ),
    "thcs": (
        "{name} đặt tại {ward}, dạy học sinh từ lớp 6 đến lớp 9 theo Chương trình giáo dục phổ thông 2018.",
        "Nhà trường dạy học theo hướng phát triển phẩm chất và năng lực, coi trọng thực hành, trải nghiệm và định "
        "hướng nghề nghiệp sớm để các em chọn đúng con đường sau lớp 9.",
        "## Tổ chuyên môn",
        "- Ngữ văn, Lịch sử và Địa lí, Giáo dục công dân.", "- Toán, Tin học.", "- Khoa học tự nhiên, Công nghệ.",
        "- Ngoại ngữ.", "- Giáo dục thể chất, Nghệ thuật.",
        "## Người đứng đầu", "{head_title}: {head}. Cơ quan quản lý trực tiếp: {office}.",
    ),
    "thpt": (
        "{name} đặt tại {ward}, trực thuộc {office}, dạy học sinh từ lớp 10 đến lớp 12 theo Chương trình giáo dục "
        "phổ thông 2018 với các nhóm môn lựa chọn theo định hướng nghề nghiệp.",
        "Nhà trường hướng đến môi trường học tập dân chủ, kỷ cương, nơi mỗi học sinh được lắng nghe, được thử sức và "
        "chuẩn bị tốt cho đại học, học nghề hoặc lao động.",
        "## Hoạt động nổi bật",
        "- Tư vấn chọn môn, chọn nghề cho học sinh lớp 10 và lớp 12.",
        "- Câu lạc bộ học thuật, thể thao và thiện nguyện.",
        "- Ngày hội khoa học kỹ thuật hằng năm.",
        "## Người đứng đầu", "{head_title}: {head}.",
    ),
    "th_thcs": (
        "{name} là trường phổ thông có nhiều cấp học tại {ward}, dạy học sinh từ lớp 1 đến lớp 9.",
        "Học sinh được theo học liền mạch từ tiểu học lên trung học cơ sở trong cùng một ngôi trường, với thư viện, "
        "sân chơi và đội ngũ giáo viên quen thuộc.",
        "## Cam kết của nhà trường",
        "- Thực hiện đầy đủ chương trình của Bộ Giáo dục và Đào tạo.",
        "- Công khai mức thu và các điều kiện bảo đảm chất lượng.",
        "- Phối hợp thường xuyên với cha mẹ học sinh.",
        "## Người đứng đầu", "{head_title}: {head}. Cơ quan quản lý trực tiếp: {office}.",
    ),
    "trung_tam": (
        "{name} tổ chức bồi dưỡng, hỗ trợ học tập và phục vụ nhu cầu học tập suốt đời của người dân trên địa bàn.",
        "Hoạt động được xây dựng theo nhu cầu thực tế của người học, phối hợp với các trường, hội khuyến học và đoàn "
        "thể tại {ward}.",
        "## Hoạt động chính",
        "- Các lớp bồi dưỡng, chuyên đề theo kế hoạch năm học {year}.", "- Tư vấn, hỗ trợ người học và gia đình.",
        "- Kết nối nguồn lực học tập của cộng đồng.",
        "## Người đứng đầu", "{head_title}: {head}. Cơ quan quản lý trực tiếp: {office}.",
    ),
}


def fill(text, values):
    """Return ``text`` with its places in braces filled from ``values``."""
    return text.format_map(values)


def body(paragraphs, values):
    """Return simple HTML of ``paragraphs``: headings, lists and paragraphs, with places filled and escaped."""
    parts, items = [], []
    for text in paragraphs:
        filled = html.escape(fill(text, values), quote=False)
        if filled.startswith("- "):
            items.append(f"<li>{filled[2:]}</li>")
            continue
        parts += _list(items)
        items = []
        parts.append(f"<h2>{filled[3:]}</h2>" if filled.startswith("## ") else f"<p>{filled}</p>")
    return "".join(parts + _list(items))


def _list(items):
    return [f"<ul>{''.join(items)}</ul>"] if items else []


def table(rows):
    """Return an HTML table; the first row is the heading."""
    heading, *rest = [[html.escape(cell, quote=False) for cell in row] for row in rows]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in heading)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest)
    return f'<table class="table"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'
