"""The user guide, in Vietnamese, mapped into the package as data; views/guide.py shows it in the portal."""
