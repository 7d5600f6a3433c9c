"""The publishing guard at the home page: what its blocks say is public too."""

import pytest

from eduportal.domain.errors import RuleError
from eduportal.operations.appearance import apply_appearance
from eduportal.operations.home_blocks import add_block, set_block
from tests import factories

NOW = factories.NOW


@pytest.mark.parametrize(("body", "refused"), [
    ("<p>Em Hoa, số định danh 079201001234</p>", True), ("<p>Cô Lan: 0912 345 678</p>", True),
    ("<p>Văn phòng: (028) 3829 1234</p>", False), ("<p>Chào mừng năm học 2026-2027</p>", False),
])
def test_a_block_with_personal_data_is_not_shown(connection, declared, body, refused):
    portal = factories.small_city(connection.root(), declared)
    school = portal.root["quan-1"]["thcs-mot"]
    school.fields = {**school.fields, "phone": "028 3829 1234"}
    connection.transaction_manager.commit()
    block = add_block(portal, school, "text", seen=0, by="", at=NOW)
    settings = {field.name: body for field in declared.blocks["text"].fields if field.kind == "rich_text"}
    set_block(portal, school, block, {"title": "Lời chào", **settings}, width="", below=False, until=None,
              seen=school.next_appearance.revision, by="", at=NOW)
    if refused:
        with pytest.raises(RuleError, match="personal data"):
            apply_appearance(portal, school, seen=school.next_appearance.revision, by="", at=NOW)
        assert school.appearance is None
    else:
        assert apply_appearance(portal, school, seen=school.next_appearance.revision, by="", at=NOW) == ["blocks"]
