"""Declared skins: templates and static files, mapped into the package as data."""
