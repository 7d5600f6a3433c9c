"""The command ``eduportal``: what an operator does beside the browser."""

import sys


def main(argv=None):
    """Run one command; return the exit code. ``assess`` starts without the portal: it needs the rules alone."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["assess"]:
        from eduportal.cli import assess

        return assess.main(argv[1:])
    from eduportal.cli import commands

    return commands.main(argv)
