"""The subjects of the province: programme, changes of the department, choices of the schools and their classes."""

from eduportal.operations.subjects.classes import choose_class_electives, set_specialised_subject
from eduportal.operations.subjects.department import add_subject, change_subject
from eduportal.operations.subjects.reading import class_subjects, offered_for, subject_titles, subjects_for
from eduportal.operations.subjects.schools import add_school_subject, change_school_subject, choose_subjects

__all__ = ("add_school_subject", "add_subject", "change_school_subject", "change_subject", "choose_class_electives",
           "choose_subjects", "class_subjects", "offered_for", "set_specialised_subject", "subject_titles",
           "subjects_for")
