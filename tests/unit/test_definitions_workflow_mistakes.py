"""Every mistake in a workflow is found: what YAML misreads, what the schema refuses, names and steps that are wrong."""

import pytest

from tests.unit.definition_files import WORKFLOW, problems_of

STEP = """\
  %s:
    title: "Bước"
    sources: [%s]
    target: %s
    needs: %s
    reason: none
    publishes: false
    withdraws: false
    on_edit: false
    asks_approval: false
"""

# What is changed in a right file (old text, new text), and the one problem that must come out.
WORKFLOW_MISTAKES = {
    "a key twice": ("initial: open\n", "initial: open\ninitial: shut\n",
                    "workflows/mine.yaml:5: initial: the key initial stands here again; "
                    "it was already given on line 4."),
    "a permission twice": ("      page:view: [everyone]\n", "      page:view: [everyone]\n      page:edit: [viewer]\n",
                           "workflows/mine.yaml:14: states.open.allow.page:edit: the key page:edit stands here again; "
                           "it was already given on line 12."),
    "a role that does not exist": ("[editor, principal]", "[editor, principle]",
                                   "workflows/mine.yaml:12: states.open.allow.page:edit[1]: "
                                   "the role principle does not exist."),
    "a permission that does not exist": ("      page:view:", "      page:look:",
                                         "workflows/mine.yaml:13: states.open.allow.page:look: "
                                         "the permission page:look does not exist."),
    "an unknown key": ("versioned: false\n", "versioned: false\ncolour: red\n",
                       "workflows/mine.yaml:4: colour: the key colour is not known here; known are: name, title, "
                       "versioned, initial, live_allow, states, transitions."),
    "a missing key": ("    colour: info\n", "",
                      "workflows/mine.yaml:7: states.open: the key colour is missing."),
    "no instead of text": ("reason: none", "reason: no",
                           "workflows/mine.yaml:26: transitions.shut.reason: YAML reads no as yes or no; "
                           "write true or false, or put it in quotes."),
    "no instead of false": ("on_edit: false", "on_edit: no",
                            "workflows/mine.yaml:29: transitions.shut.on_edit: YAML reads no as yes or no; "
                            "write true or false, or put it in quotes."),
    "a time without quotes": ('title: "Mở"', "title: 12:30",
                              "workflows/mine.yaml:8: states.open.title: YAML does not read 12:30 as it is written; "
                              "put dates, times and codes in quotes."),
    "a day without quotes": ('title: "Mở"', "title: 2025-07-01",
                             "workflows/mine.yaml:8: states.open.title: YAML does not read 2025-07-01 as it is "
                             "written; put dates, times and codes in quotes."),
    "a code without quotes": ('title: "Mở"', "title: 010",
                              "workflows/mine.yaml:8: states.open.title: YAML does not read 010 as it is written; "
                              "put dates, times and codes in quotes."),
    "a number instead of text": ('title: "Mở"', "title: 7",
                                 "workflows/mine.yaml:8: states.open.title: expected text that is not empty, found 7."),
    "nothing": ('title: "Mở"', "title:",
                "workflows/mine.yaml:8: states.open.title: nothing is written here; write a value, or null."),
    "a choice that is not offered": ("colour: info", "colour: pink",
                                     "workflows/mine.yaml:10: states.open.colour: expected one of secondary, info, "
                                     'warning, success, danger, dark, found "pink".'),
    "an initial state that does not exist": ("initial: open", "initial: opened",
                                             "workflows/mine.yaml:4: initial: the state opened does not exist."),
    "a source that does not exist": ("sources: [open]", "sources: [open, ajar]",
                                     "workflows/mine.yaml:23: transitions.shut.sources[1]: "
                                     "the state ajar does not exist."),
    "a step to where it starts": ("sources: [open]", "sources: [open, shut]",
                                  "workflows/mine.yaml:23: transitions.shut.sources[1]: "
                                  "a transition leads to another state, not back to shut."),
    "a step that nobody may take": ("needs: page:edit", "needs: page:hide",
                                    "workflows/mine.yaml:23: transitions.shut.sources[0]: nobody has page:hide "
                                    "in the state open, so nobody could take this step."),
    "a state that cannot be reached": ("initial: open", "initial: shut",
                                       "workflows/mine.yaml:7: states.open: "
                                       "no transition leads from shut to the state open."),
    "two steps for one pair": ("transitions:\n", "transitions:\n" + STEP % ("bar", "open", "shut", "page:edit"),
                               "workflows/mine.yaml:33: transitions.shut.sources[0]: "
                               "bar already leads from open to shut."),
    "an administrator among records": ("      page:view: [everyone]", "      marks:view: [administrator, principal]",
                                       "workflows/mine.yaml:13: states.open.allow.marks:view[0]: "
                                       "administrator is never let into the records of students."),
    "everybody among records": ("      page:view: [everyone]", "      student:view: [signed_in]",
                                "workflows/mine.yaml:13: states.open.allow.student:view[0]: "
                                "signed_in is never let into the records of students."),
    "everybody may write": ("[editor, principal]", "[everyone]",
                            "workflows/mine.yaml:12: states.open.allow.page:edit[0]: "
                            "everyone may not be given page:edit."),
    "a live version without versions": ("live_allow: {}", "live_allow: {page:view: [everyone]}",
                                        "workflows/mine.yaml:5: live_allow: "
                                        "without versions nothing is live; give the rights in the states."),
    "publishing without versions": ("publishes: false", "publishes: true",
                                    "workflows/mine.yaml:27: transitions.shut.publishes: "
                                    "without versions a transition cannot have publishes: true."),
    "a question without an answer": ("asks_approval: false", "asks_approval: true",
                                     "workflows/mine.yaml:30: transitions.shut.asks_approval: no transition that "
                                     "needs an approval leads out of shut, so nobody could answer."),
    "an alias": ("[principal]", "&them [principal]\n      page:history: *them",
                 "workflows/mine.yaml:20: states.shut.allow.page:history: an alias (*) is used; "
                 "a declaration is complete, write the value out."),
    "a key that is no text": ("    colour: info\n", "    colour: info\n    no: info\n",
                              "workflows/mine.yaml:11: states.open: "
                              "the key no is not read as text; write it in quotes."),
    "another name than the file": ("name: mine", "name: yours",
                                   "workflows/mine.yaml:1: name: the name is yours, but the file says mine."),
}


@pytest.mark.parametrize(("old", "new", "problem"), WORKFLOW_MISTAKES.values(), ids=WORKFLOW_MISTAKES)
def test_a_mistake_in_a_workflow(tmp_path, old, new, problem):
    assert WORKFLOW.count(old)
    assert problems_of(tmp_path, {"workflows/mine.yaml": WORKFLOW.replace(old, new, 1)}) == [problem]
