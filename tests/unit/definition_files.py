"""Right declarations to break on purpose, and the problems found in a folder of them."""

from eduportal import definitions

WORKFLOW = """\
name: mine
title: "Của tôi"
versioned: false
initial: open
live_allow: {}
states:
  open:
    title: "Mở"
    description: "Đang mở."
    colour: info
    allow:
      page:edit: [editor, principal]
      page:view: [everyone]
  shut:
    title: "Đóng"
    description: "Đã đóng."
    colour: dark
    allow:
      page:edit: [principal]
transitions:
  shut:
    title: "Đóng lại"
    sources: [open]
    target: shut
    needs: page:edit
    reason: none
    publishes: false
    withdraws: false
    on_edit: false
    asks_approval: false
"""
TYPE = """\
name: note
title: "Ghi chú"
description: "Một ghi chú."
icon: pencil
kind_of: item
contained_in: [folder]
add_permission: page:add
workflow: visibility
listing: true
order: 5
fields:
  - name: title
    kind: line
    title: "Tiêu đề"
    description: "Tiêu đề của ghi chú."
    required: true
    max_length: 100
    search: true
"""
SKIN = """\
name: sky
title: "Trời xanh"
description: "Giao diện thử."
extends: default
colours: {brand: "#0b4f8a", brand_dark: "#083a66", on_brand: "#ffffff", name: "#b3161b", accent: "#b3161b",
  focus: "#f2b705", text: "#1b2430", ground: "#ffffff", paper: "#f5f7fa", line: "#d5dce4", link: "#0b4f8a",
  footer: "#12263a", on_footer: "#e6edf4"}
"""
KIND = """\
station:
  title: "Điểm trường"
  short_title: "Điểm"
  level: "TH"
  grades: [1, 2]
  school: true
  blueprint: school
  since: null
  until: null
  under:
    - {kind: ward_office, since: "2025-07-01", until: null}
"""


def problems_of(folder, files):
    """Write ``files`` (name -> text or bytes) as a profile into ``folder``; return its problems without the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [problem.removeprefix(f"{folder}/") for problem in definitions.problems([folder])]
