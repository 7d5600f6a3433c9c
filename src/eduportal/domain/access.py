"""Who may do what, and why: one pure decision over grants, lineage, state and permission."""

from dataclasses import dataclass
from datetime import date

from eduportal.domain.messages import Message, _

EVERYONE = "everyone"
SIGNED_IN = "signed_in"

#: Roles that a person is given at a node. Value: Vietnamese title and the roles that it may give to others.
ROLES = {
    "administrator": (
        "Quản trị",
        ("administrator", "editor", "principal", "clerk", "records_officer", "inspector", "viewer"),
    ),
    "principal": ("Thủ trưởng đơn vị (duyệt)", ("editor", "clerk", "records_officer", "viewer")),
    "editor": ("Biên tập viên", ()),
    "clerk": ("Văn thư", ()),
    "records_officer": ("Giáo vụ", ()),
    "inspector": ("Thanh tra", ()),
    "viewer": ("Người xem nội bộ", ()),
}
#: Roles of one unit: they count in its own site and records, not in the units below it. The head of an office neither
#: approves for a school nor reads its mark books (TT 37/2020, Điều 11: each unit has an editorial board of its own).
ROLES_OF_ONE_UNIT = frozenset(("principal", "clerk", "records_officer"))
#: Roles that follow from something else: a dated teaching assignment, being signed in, being anybody.
DERIVED_ROLES = {
    "teacher": "Giáo viên bộ môn (theo phân công)",
    "homeroom_teacher": "Giáo viên chủ nhiệm (theo phân công)",
    "parent": "Cha mẹ học sinh",
    SIGNED_IN: "Người đã đăng nhập",
    EVERYONE: "Mọi người",
}

#: Every permission with the sentence that explains it (shown on "who can do what here").
PERMISSIONS = {
    "page:view": "Xem bản đang công khai",
    "page:view_draft": "Xem bản đang soạn",
    "page:add": "Thêm nội dung ở đây",
    "page:edit": "Sửa nội dung",
    "page:delete": "Bỏ vào thùng rác",
    "page:submit": "Trình duyệt",
    "page:approve": "Duyệt hoặc trả lại",
    "page:withdraw": "Gỡ khỏi trang công khai",
    "page:archive": "Lưu trữ",
    "page:history": "Xem lịch sử",
    "page:contents": "Xem danh mục nội dung và cây trang",
    "page:hide": "Ẩn hoặc hiện thư mục",
    "unit:view": "Xem trang của đơn vị",
    "unit:edit": "Sửa thông tin đơn vị",
    "unit:open": "Mở cổng của đơn vị",
    "unit:add": "Thêm đơn vị trực thuộc",
    "unit:move": "Chuyển đơn vị",
    "sharing:view": "Xem ai có quyền gì và vì sao",
    "sharing:give": "Cấp và chấm dứt quyền",
    "trash:view": "Xem và khôi phục từ thùng rác",
    "people:manage": "Quản lý người dùng của đơn vị",
    "appearance:edit": "Chọn giao diện, trang chủ và trình đơn của đơn vị",
    "inbox:view": "Xem hộp việc chờ duyệt",
    "status:view": "Xem tình trạng vận hành",
    "account:own": "Quản lý tài khoản của chính mình",
    "class:view": "Xem lớp học",
    "class:edit": "Sửa lớp học và phân công",
    "student:view": "Xem hồ sơ học sinh",
    "conduct:enter": "Nhập kết quả rèn luyện (hạnh kiểm), số buổi nghỉ của lớp chủ nhiệm",
    "results:view": "Xem bảng tổng hợp kết quả của lớp",
    "results:decide": "Chốt bảng tổng hợp, ghi kết quả kiểm tra, đánh giá lại và rèn luyện trong hè",
    "subjects:choose": "Chọn môn học của nhà trường",
    "assessment:set": "Sửa danh mục môn học và cách hiểu quy định đánh giá của tỉnh",
    "marks:view": "Xem sổ điểm",
    "marks:enter": "Nhập điểm",
    "marks:submit": "Nộp sổ điểm",
    "marks:approve": "Duyệt hoặc trả lại sổ điểm",
    "marks:lock": "Khoá và mở cột điểm, ghi miễn học, điểm 0 do không kiểm tra bù",
}
#: What nobody can be shut out of by a folder that refuses the roles from above, if they administer the office above.
KEPT_FOR_ADMINISTRATOR = frozenset(p for p in PERMISSIONS if p.split(":")[0] in ("page", "sharing", "trash", "unit"))


@dataclass(frozen=True)
class Grant:
    """A role held at a node from one day to another (both included, local days of Vietnam), for some kinds of unit.

    ``principal`` is the uuid of an account or of a group; ``kinds`` empty means every kind; ``until`` None means
    open-ended. ``here_only``: in the unit of its node, not in the units below. ``ended_by``: who ended it ('' for
    one that runs out by itself, or was ended before this was written down), at the ISO instant ``ended_at``.
    """

    id: str
    principal: str
    role: str
    node: str
    since: date
    until: date | None
    kinds: tuple
    given_by: str
    given_at: str
    here_only: bool = False
    ended_by: str = ""
    ended_at: str = ""

    def holds_on(self, day):
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Place:
    """One step of a lineage: a node seen by the decision. ``kind`` is the unit's kind at unit nodes, else ''."""

    uuid: str
    title: str
    kind: str = ""
    refuses: bool = False


@dataclass(frozen=True)
class Held:
    """A role held at a place of the lineage, with the grant it comes from (None for derived roles).

    ``group`` is the title of the group that the role is held through, '' for one's own.
    """

    role: str
    place: Place | None
    grant: Grant | None
    behind_wall: bool = False
    group: str = ""


@dataclass(frozen=True)
class Decision:
    """The answer and its reason. ``held`` is the role that decided, or None when refused."""

    allowed: bool
    permission: str
    reason: Message
    held: Held | None = None

    def __bool__(self):
        return self.allowed


def roles_held(grants, lineage, day, groups=None):
    """Return the roles that ``grants`` (of one person) give at the first place of ``lineage`` on ``day``.

    :param lineage: places from the node itself up to the root.
    :param groups: {uuid: title} of the groups through which the person holds some of the grants.
    :returns: a tuple of :class:`Held`. A role that comes from above a place that refuses it is marked
        ``behind_wall``: it counts only for what an administrator of the office above keeps.
    """
    here_kind = next((place.kind for place in lineage if place.kind), "")
    found, refused, above = [], False, False
    for place in lineage:
        for grant in grants:
            if grant.node != place.uuid or not grant.holds_on(day):
                continue
            if grant.kinds and here_kind not in grant.kinds:
                continue
            if above and (grant.here_only or grant.role in ROLES_OF_ONE_UNIT):
                continue
            found.append(Held(grant.role, place, grant, refused, (groups or {}).get(grant.principal, "")))
        refused = refused or place.refuses
        above = above or bool(place.kind)
    return tuple(found)


def decide(permission, allowed_roles, held):
    """Return the :class:`Decision` whether ``held`` roles give ``permission`` where ``allowed_roles`` have it.

    :param allowed_roles: the workflow's allow-list for this permission in the state of the node; empty means nobody.
    :param held: tuple of :class:`Held`, derived roles included.
    """
    for each in held:
        if each.role not in allowed_roles:
            continue
        if each.behind_wall and not (each.role == "administrator" and permission in KEPT_FOR_ADMINISTRATOR):
            continue
        return Decision(True, permission, why(each), each)
    if not allowed_roles:
        return Decision(False, permission, _("Nobody may do this in the present state."))
    if any(each.role in allowed_roles for each in held):
        return Decision(False, permission, _("The role is held above, but this folder refuses the roles from above."))
    names = ", ".join(role_title(role) for role in allowed_roles)
    return Decision(False, permission, _("Only these roles may do this here: ${roles}.", roles=names))


def why(held):
    """Return the sentence that explains where a held role comes from."""
    if held.role == EVERYONE:
        return _("Open to everyone.")
    if held.role == SIGNED_IN:
        return _("Open to everyone who is signed in.")
    if held.grant is None:
        return _("By assignment as ${role}.", role=role_title(held.role))
    values = {"role": role_title(held.role), "place": held.place.title, "group": held.group,
              "since": held.grant.since.strftime("%d/%m/%Y")}
    if held.grant.until is not None:
        values["until"] = held.grant.until.strftime("%d/%m/%Y")
        if held.group:
            return _("As ${role} at ${place} through the group ${group}, from ${since} to ${until}.", **values)
        return _("As ${role} at ${place}, from ${since} to ${until}.", **values)
    if held.group:
        return _("As ${role} at ${place} through the group ${group}, since ${since}.", **values)
    return _("As ${role} at ${place}, since ${since}.", **values)


def role_title(role):
    """Return the Vietnamese title of ``role``."""
    return ROLES[role][0] if role in ROLES else DERIVED_ROLES[role]


def may_grant(held, role):
    """Return the :class:`Held` that allows giving ``role`` here, or None. Each role declares what it may give."""
    for each in held:
        if each.behind_wall and each.role != "administrator":
            continue
        if each.role in ROLES and role in ROLES[each.role][1]:
            return each
    return None
