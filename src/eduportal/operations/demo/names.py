"""Names of made-up people and things: short lists, put together by a seeded generator."""

from datetime import date, timedelta

from eduportal.domain.text import fold

FAMILY = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Huỳnh", "Huỳnh", "Phan",
    "Võ", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Lâm", "Mai", "Cao", "Lương",
    "Tạ", "Châu", "Quách", "Thái", "Đoàn", "Hà",
)
MIDDLE = {
    "female": (
        "Thị", "Thị", "Ngọc", "Thanh", "Minh", "Thùy", "Phương", "Bảo", "Khánh", "Mỹ", "Kim", "Hoàng", "Thu",
        "Quỳnh", "Gia", "Ánh", "Thảo", "Như", "Hồng", "Tường",
    ),
    "male": (
        "Văn", "Văn", "Minh", "Quốc", "Gia", "Đức", "Hoàng", "Thanh", "Hữu", "Công", "Tuấn", "Nhật", "Anh", "Bảo",
        "Trung", "Khánh", "Duy", "Thành", "Xuân", "Đình",
    ),
}
GIVEN = {
    "female": (
        "An", "Anh", "Châu", "Chi", "Diễm", "Dung", "Giang", "Hà", "Hân", "Hạnh", "Hiền", "Hoa", "Hương", "Huyền",
        "Khanh", "Lam", "Lan", "Linh", "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Nghi", "Ngọc", "Nhi", "Nhung",
        "Như", "Oanh", "Phương", "Quyên", "Quỳnh", "Tâm", "Thảo", "Thi", "Thư", "Thủy", "Tiên", "Trâm", "Trang",
        "Trinh", "Trúc", "Tú", "Uyên", "Vân", "Vy", "Xuân", "Yến", "Ý",
    ),
    "male": (
        "An", "Anh", "Bách", "Bảo", "Bình", "Cường", "Đăng", "Đạt", "Đức", "Dũng", "Duy", "Hải", "Hào", "Hậu",
        "Hiếu", "Hoàng", "Hùng", "Huy", "Kha", "Khang", "Khoa", "Khôi", "Kiên", "Kiệt", "Lâm", "Lộc", "Long",
        "Luân", "Minh", "Nam", "Nghĩa", "Nguyên", "Nhân", "Phát", "Phong", "Phúc", "Phước", "Quân", "Quang", "Sơn",
        "Tài", "Tâm", "Thắng", "Thành", "Thiện", "Thịnh", "Tiến", "Toàn", "Trí", "Tuấn", "Việt", "Vinh",
    ),
}
STREETS = (
    "Hoa Phượng", "Bằng Lăng", "Lê Lợi", "Nguyễn Huệ", "Trần Hưng Đạo", "Nguyễn Trãi", "Lý Thường Kiệt",
    "Hai Bà Trưng", "Lê Văn Sỹ", "Điện Biên Phủ", "Cách Mạng Tháng Tám", "Nguyễn Đình Chiểu", "Phan Đình Phùng",
    "Nguyễn Văn Cừ", "Trường Sa", "Hoàng Sa", "Võ Thị Sáu", "Nguyễn Thị Minh Khai", "Lê Hồng Phong",
    "Phan Chu Trinh", "Hoàng Diệu", "Nguyễn Công Trứ", "Tôn Đức Thắng", "Lạc Long Quân", "Âu Cơ", "Hòa Bình",
    "Thống Nhất", "Quang Trung", "Nguyễn Du", "Phạm Ngọc Thạch",
)


def person(rng):
    """Return (full name, sex) of a made-up person."""
    sex = rng.choice(("female", "male"))
    return full_name(rng, sex), sex


def full_name(rng, sex):
    """Return a made-up full name, family name first; middle and given name differ."""
    given = rng.choice(GIVEN[sex])
    middle = rng.choice(MIDDLE[sex])
    while middle == given:
        middle = rng.choice(MIDDLE[sex])
    return f"{rng.choice(FAMILY)} {middle} {given}"


def day_of(rng, year):
    """Return a random day of ``year``."""
    first = date(year, 1, 1)
    return first + timedelta(days=rng.randrange((date(year + 1, 1, 1) - first).days))


def login_of(name, taken):
    """Return a free log-in name such as "nguyen.van.an" or "nguyen.van.an2"; adds it to the set ``taken``."""
    stem = ".".join(fold(name).split())
    login, number = stem, 1
    while login in taken:
        number += 1
        login = f"{stem}{number}"
    taken.add(login)
    return login
