"""The page docs/access.md: permissions × roles × states, drawn from the workflows. Run it to write the page anew."""

from pathlib import Path

from eduportal import definitions
from eduportal.domain.access import DERIVED_ROLES, PERMISSIONS, ROLES, role_title

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
COMMAND = ".venv/bin/python -m tests.functional.access_page"


def drawn(declared):
    """Return the text of the page."""
    lines = ["# Ai được làm gì", "",
             f"Trang này được vẽ từ `workflows/*.yaml` bằng lệnh `{COMMAND}`; không sửa bằng tay. "
             "Vai trò nào không có tên ở một ô thì không được làm việc đó.", ""]
    for workflow in sorted(declared.workflows.values(), key=lambda each: each.name):
        lines += _workflow(workflow)
    return "\n".join(lines).rstrip() + "\n"


def _workflow(workflow):
    states = list(workflow.states.values())
    lines = [f"## {workflow.title} (`{workflow.name}`)", ""]
    lines += [f"- **{state.title}** (`{state.name}`): {state.description}" for state in states]
    lines += ["", "| Việc | " + " | ".join(state.title for state in states) + " |", "|---" * (len(states) + 1) + "|"]
    for permission, sentence in PERMISSIONS.items():
        cells = [_roles(state.allow.get(permission, ())) for state in states]
        if any(cells):
            lines.append(f"| {sentence} (`{permission}`) | " + " | ".join(cell or "–" for cell in cells) + " |")
    for permission, roles in workflow.live_allow.items():
        lines += ["", f"Bản công khai, ở mọi trạng thái: {PERMISSIONS[permission]} (`{permission}`): {_roles(roles)}."]
    lines += ["", "| Bước | Từ | Đến | Cần quyền | Lý do |", "|---|---|---|---|---|"]
    for step in workflow.transitions.values():
        sources = ", ".join(workflow.states[name].title for name in step.sources)
        reason = {"none": "không", "optional": "tùy ý", "required": "bắt buộc"}[step.reason]
        lines.append(f"| {step.title} | {sources} | {workflow.states[step.target].title} | "
                     f"{PERMISSIONS[step.needs]} (`{step.needs}`) | {reason} |")
    return [*lines, ""]


def _roles(roles):
    order = [*ROLES, *DERIVED_ROLES]
    return ", ".join(role_title(role) for role in sorted(roles, key=order.index))


if __name__ == "__main__":
    PAGE.write_text(drawn(definitions.load()), "utf-8")
