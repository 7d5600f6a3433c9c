"""Where and when the figures were taken."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version

_PACKAGES = ("pyramid", "substanced", "ZODB", "BTrees", "Chameleon", "SQLAlchemy", "deform", "waitress")


def machine():
    """Return the machine, the moment, the versions, and the load average before the first figure."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0], "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(), "cores": os.cpu_count(), "memory_mb": _memory(),
        "load_average_before": load_average(),
        "versions": {name: version(name) for name in _PACKAGES},
    }


def load_average():
    """Return the load of the last 1, 5 and 15 minutes. Above 0.5 a core, other processes were at work."""
    return [round(each, 2) for each in os.getloadavg()]


def _processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    except OSError:
        return platform.processor() or "unknown"


def _memory():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024)
