"""Names of schools in the form that the city uses, unique within a Phòng and kind, from figures, flowers and wards."""

FIGURES = (
    "Lê Lợi", "Nguyễn Trãi", "Trần Hưng Đạo", "Lý Tự Trọng", "Võ Thị Sáu", "Kim Đồng", "Nguyễn Huệ", "Quang Trung",
    "Lê Quý Đôn", "Chu Văn An", "Lương Thế Vinh", "Nguyễn Du", "Đoàn Thị Điểm", "Hồ Xuân Hương", "Bùi Thị Xuân",
    "Trưng Trắc", "Trưng Nhị", "Ngô Quyền", "Đinh Tiên Hoàng", "Lê Văn Tám", "Trần Quốc Toản", "Phan Bội Châu",
    "Phan Chu Trinh", "Nguyễn Đình Chiểu", "Nguyễn Bỉnh Khiêm", "Mạc Đĩnh Chi", "Lê Hồng Phong", "Trần Phú",
    "Nguyễn Văn Trỗi", "Nguyễn Viết Xuân", "Phạm Ngũ Lão", "Yết Kiêu", "Dã Tượng", "Lê Đình Chinh",
    "Lê Thị Hồng Gấm", "Nguyễn Thái Học", "Phan Đình Phùng", "Hoàng Diệu", "Nguyễn Tri Phương", "Nguyễn Trường Tộ",
    "Trương Định", "Nguyễn Trung Trực", "Thiên Hộ Dương", "Huỳnh Mẫn Đạt", "Bạch Đằng", "Chi Lăng", "Hùng Vương",
    "Âu Cơ", "Lạc Long Quân", "An Dương Vương", "Lý Thường Kiệt", "Lý Thái Tổ", "Lê Lai", "Trần Bình Trọng",
    "Trần Quang Khải", "Phù Đổng", "Nguyễn Thượng Hiền", "Hàm Nghi", "Duy Tân", "Nguyễn Khuyến", "Tản Đà",
    "Huỳnh Thúc Kháng", "Nguyễn An Ninh", "Trần Văn Ơn", "Nguyễn Thị Minh Khai", "Lê Văn Hưu", "Ngô Sĩ Liên",
    "Phan Huy Ích", "Tô Hiến Thành", "Nguyễn Văn Tố", "Cao Bá Quát", "Nguyễn Công Trứ", "Tô Vĩnh Diện",
    "Phan Đình Giót", "Bế Văn Đàn", "Cù Chính Lan",
)
FLOWERS = (
    "Hoa Mai", "Hoa Lan", "Hoa Sen", "Hoa Phượng", "Hoa Cúc", "Hoa Hồng", "Hướng Dương", "Anh Đào", "Thủy Tiên",
    "Sơn Ca", "Họa Mi", "Vàng Anh", "Bồ Câu Trắng", "Chim Non", "Sóc Nâu", "Thỏ Ngọc", "Măng Non", "Tuổi Thơ",
    "Tuổi Xanh", "Tuổi Ngọc", "Tuổi Hồng", "Bé Ngoan", "Sao Mai", "Rạng Đông", "Bình Minh", "Sen Hồng", "Mai Vàng",
    "Mầm Xanh", "Nắng Mai", "Cỏ Non", "Hoa Lư", "Hoàng Yến", "Ban Mai", "Trúc Xanh", "Tường Vi", "Phong Lan",
)
PRIVATE = (
    "Ngôi Sao Nhỏ", "Mặt Trời Hồng", "Vườn Trẻ Thơ", "Thiên Thần Nhỏ", "Ánh Sao Mai", "Cầu Vồng", "Ong Vàng",
    "Gấu Trắng", "Chú Ong Nhỏ", "Khu Vườn Xanh", "Lá Xanh", "Hạt Giống Nhỏ", "Bước Chân Nhỏ", "Nụ Cười Xinh",
    "Trăng Non", "Mây Hồng", "Cánh Diều", "Thuyền Giấy", "Bong Bóng", "Đôi Bàn Tay", "Nhà Của Bé", "Bé Yêu",
    "Bé Thông Minh", "Con Cưng", "Hải Âu", "Chim Sẻ", "Én Nhỏ", "Cá Heo", "Voi Con", "Nai Vàng", "Thỏ Trắng",
    "Sóc Nhí", "Kiến Vàng", "Bướm Vàng", "Chuồn Chuồn", "Đom Đóm", "Hoa Nắng", "Hoa Hướng Dương", "Hoa Bé Ngoan",
    "Giọt Nắng", "Mưa Hồng", "Sương Mai", "Rừng Xanh", "Sông Xanh", "Đại Dương Xanh", "Sao Biển", "Ngọc Trai",
    "Phù Sa", "Đồng Xanh", "Lúa Vàng", "Quê Hương", "Ước Mơ", "Khám Phá", "Trải Nghiệm", "An Nhiên", "An Bình",
    "Minh Tâm", "Khai Trí", "Việt Mỹ Xanh", "Phương Nam",
)
JOINT = (
    "Ánh Dương", "Khai Tâm", "Đất Phương Nam", "Chân Trời Mới", "Tân Tiến", "Hướng Nam", "Nhân Văn Xanh",
    "Bến Thành Xanh", "Thái Dương", "Minh Đức", "Phú Lâm Xanh", "Tân Văn",
)
#: The lower secondary school that the demonstration shows in full: no school of the city bears this name.
RICH_THCS = ("Quận 3", "Trường THCS Phan Huy Chú")


def ward_name(ward):
    """Return the name of an old ward as schools bear it: "Phường 3" keeps its word, "Xã Bình Mỹ" is "Bình Mỹ"."""
    rest = ward.removeprefix("Phường ").removeprefix("Xã ").removeprefix("Thị trấn ")
    return ward if rest.isdigit() else rest


def nurseries(rng, old_wards, total):
    """Return (name, public) of ``total`` preschools: ward and flower names are public, the rest private."""
    public = [f"Trường Mầm non {ward_name(ward)}" for ward in old_wards]
    public += [f"Trường Mầm non {name}" for name in rng.sample(FLOWERS, len(FLOWERS))]
    private = [f"Trường Mầm non tư thục {name}" for name in rng.sample(PRIVATE, len(PRIVATE))]
    of_state = min(len(public), max(total - len(private), round_half(total * 45, 100)))
    return [(name, True) for name in public[:of_state]] + [(name, False) for name in private[:total - of_state]]


def round_half(numerator, denominator):
    """Return the quotient as a whole number, half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


def primary(rng, old_wards, total):
    """Return (name, public) of ``total`` primary schools, the last one in ten private."""
    return _mixed(rng, "Tiểu học", old_wards, total, of_wards=total // 3, private=total // 10)


def lower_secondary(rng, old_wards, total, *, first=()):
    """Return (name, public) of ``total`` lower secondary schools; the names in ``first`` come first."""
    return _mixed(rng, "THCS", old_wards, total, of_wards=total // 4, private=0, first=first)


def _mixed(rng, level, old_wards, total, *, of_wards, private, first=()):
    names = list(first)
    names += [f"Trường {level} {ward_name(ward)}" for ward in rng.sample(old_wards, min(of_wards, len(old_wards)))]
    figures = (f"Trường {level} {name}" for name in rng.sample(FIGURES, len(FIGURES)))
    names += [name for name in figures if name not in names]
    own = [(name, True) for name in names[:total - private]]
    return own + [(f"Trường {level} tư thục {name}", False) for name in rng.sample(JOINT, private)]


def others(rng, place, new_wards, total):
    """Return (name, kind, public) of the units of a Phòng that are no preschool, primary or lower secondary school.

    :param place: the district as it stands within a name ("quận Gò Vấp").
    :param new_wards: names of wards, one community learning centre each.
    """
    found = [
        (f"Trường Bồi dưỡng Giáo dục {place}", "trung_tam", True),
        (f"Trung tâm Hỗ trợ phát triển giáo dục hòa nhập {place}", "trung_tam", True),
    ][:total]
    joint = (total - len(found) + 1) // 2
    for number, name in enumerate(rng.sample(JOINT, joint)):
        word = "Trường Tiểu học và THCS" if number % 2 else "Trường Tiểu học và THCS tư thục"
        found.append((f"{word} {name}", "th_thcs", bool(number % 2)))
    centres = [f"Trung tâm Học tập cộng đồng {ward}" for ward in new_wards]
    return found + [(name, "trung_tam", True) for name in centres[:total - len(found)]]
