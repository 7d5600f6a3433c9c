"""Which page of the user guide (docs/user) explains which screen: one line a view."""

#: The page that a screen without a line of its own leads to: what there is to read.
INDEX = "README"

#: View name -> page of the guide, with the section of it where there is one.
HELP = {
    "account": "nguoi-dung#tai-khoan-cua-toi",
    "add": "soan-thao",
    "add-unit": "don-vi#them-mot-don-vi",
    "addable": "noi-dung#gioi-han-loai-noi-dung-duoc-them",
    "after-summer": "chu-nhiem#sau-he",
    "appearance": "giao-dien",
    "assessment-rules": "mon-hoc#cach-hieu-quy-dinh-danh-gia",
    "appearance-preview": "giao-dien",
    "bulk": "noi-dung#lam-mot-luc-voi-nhieu-muc",
    "class-subjects": "mon-hoc#mon-hoc-cua-mot-lop",
    "contents": "noi-dung",
    "copy-structure": "noi-dung#lam-mau-cho-don-vi-khac",
    "coverage": "don-vi#do-phu-cong-thong-tin",
    "coverage-units": "don-vi#do-phu-cong-thong-tin",
    "delete": "thung-rac-lich-su#bo-vao-thung-rac",
    "delete-for-ever": "thung-rac-lich-su",
    "delete-selected": "thung-rac-lich-su#bo-vao-thung-rac",
    "edit": "soan-thao",
    "groups": "phan-quyen#nhom",
    "help": INDEX,
    "history": "thung-rac-lich-su#lich-su-va-cac-ban-da-dang",
    "home-block": "giao-dien#cac-khoi-trang-chu",
    "home-blocks": "giao-dien#cac-khoi-trang-chu",
    "homeroom": "chu-nhiem",
    "homeroom-history": "chu-nhiem#nhat-ki",
    "import-check": "don-vi#nhap-nhieu-don-vi-tu-tep",
    "import-units": "don-vi#nhap-nhieu-don-vi-tu-tep",
    "inbox": "soan-thao#gui-duyet-va-duyet",
    "job": "cong-viec",
    "jobs": "cong-viec",
    "leaks": "phan-quyen#bao-cao-ro-ri",
    "link": "lien-ket#lien-ket-rut-gon-va-ma-qr",
    "links": "lien-ket#lien-ket-ra-ngoai",
    "calculation": "ket-qua#vi-sao-co-ket-qua-nay",
    "control-panel": INDEX,
    "my-classes": "so-diem",
    "officers": "don-vi#can-bo-phu-trach-cong",
    "officers-below": "don-vi#can-bo-phu-trach-cong",
    "outline": "noi-dung#so-do-noi-dung-va-cay-trang",
    "paste": "noi-dung#cat-sao-chep-va-dan",
    "people": "nguoi-dung",
    "people-account": "nguoi-dung#trang-cua-mot-tai-khoan",
    "people-add": "nguoi-dung#them-mot-nguoi",
    "people-import": "nguoi-dung#them-nhieu-nguoi-tu-tep",
    "people-slips": "nguoi-dung#phieu-kich-hoat",
    "person": "phan-quyen#quyen-cua-mot-nguoi",
    "redirects": "lien-ket#dia-chi-cu",
    "rename": "noi-dung#doi-ten-trong-dia-chi",
    "results": "ket-qua",
    "restore": "thung-rac-lich-su#khoi-phuc",
    "review": "soan-thao#gui-duyet-va-duyet",
    "school-subject": "mon-hoc#mon-hoc-rieng-cua-truong",
    "school-subjects": "mon-hoc#chon-mon-hoc-cua-truong",
    "sharing": "phan-quyen",
    "sharing-change": "phan-quyen#cap-va-cham-dut-vai-tro",
    "state": "soan-thao#gui-duyet-va-duyet",
    "status": "cong-viec#tinh-trang-van-hanh",
    "subject": "mon-hoc#danh-muc-mon-hoc-cua-tinh",
    "subjects": "mon-hoc#danh-muc-mon-hoc-cua-tinh",
    "submit": "so-diem#nop-so",
    "trash": "thung-rac-lich-su",
    "trashed": "thung-rac-lich-su",
    "tree": "noi-dung#so-do-noi-dung-va-cay-trang",
    "undo": "thung-rac-lich-su#hoan-tac-viec-vua-lam",
    "unit-act": "don-vi#chuyen-doi-dia-chi-ket-thuc-sap-nhap",
    "unit-acts": "don-vi#chuyen-doi-dia-chi-ket-thuc-sap-nhap",
    "unit-domain": "giao-dien#ten-mien-rieng",
    "units-open": "don-vi#mo-cong",
    "units": "don-vi",
    "upload": "noi-dung#tai-nhieu-tep-len",
    "who": "phan-quyen#ai-lam-duoc-gi-o-day",
    "windows": "so-diem#thoi-gian-nhap-diem",
}

#: Class of the context -> page, for the screens that are the thing itself and have no name.
HELP_OF_CONTEXTS = {"MarkBook": "so-diem", "SchoolClass": "so-diem", "SchoolYear": "so-diem"}
#: Views of these contexts that have a line of their own.
OF_RECORDS = frozenset(("after-summer", "calculation", "class-subjects", "homeroom", "homeroom-history", "results",
                        "submit", "windows"))


def help_page(view_name, context):
    """Return (page, section) of the guide for a screen; section is "" for the whole page."""
    if type(context).__name__ in HELP_OF_CONTEXTS:
        found = HELP_OF_CONTEXTS[type(context).__name__] if view_name not in OF_RECORDS else HELP[view_name]
    else:
        found = HELP.get(view_name, INDEX)
    page, _, section = found.partition("#")
    return page, section


def help_url(request, unit_url):
    """Return the address of the guide for the screen of this request, in the frame of the unit it stands in."""
    page, section = help_page(getattr(request, "view_name", "") or "", getattr(request, "context", None))
    return f"{unit_url}@@help" + (f"?page={page}" if page != INDEX else "") + (f"#{section}" if section else "")
