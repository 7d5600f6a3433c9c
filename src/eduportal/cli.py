"""The command ``eduportal``."""

import argparse
import sys


def main(argv=None):
    """Run one command; return the exit code."""
    parser = argparse.ArgumentParser(prog="eduportal", description="The portal of a province's education.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check every declared file; print all mistakes")
    check.add_argument("--profile", action="append", default=[], help="a folder with declarations of your own")
    args = parser.parse_args(argv)
    return _COMMANDS[args.command](args)


def check(args):
    """Print every mistake in the declared files; return 1 when there is one."""
    from eduportal import definitions

    found = definitions.problems(tuple(args.profile))
    for each in found:
        print(each, file=sys.stderr)
    print(f"{len(found)} mistakes" if found else "All declared files are in order.")
    return 1 if found else 0


_COMMANDS = {"check": check}

if __name__ == "__main__":
    sys.exit(main())
