"""The homeroom teacher's page of a class in the browser: conduct and absences, their locks, journal, and the summer."""
