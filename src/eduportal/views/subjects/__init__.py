"""Screens of subjects: the province's programme and rules, a school's choice, a class's own subjects."""
