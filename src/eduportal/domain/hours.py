"""Hours as people write them beside an event: "7 giờ 30", "13:30–16:00"."""

import re
from datetime import time

_CLOCK = r"([0-9]{1,2})\s*(?:giờ|g|h|:)\s*([0-9]{2})?(?:\s*phút)?"
_HOURS = re.compile(rf"(?:từ\s+)?{_CLOCK}(?:\s*(?:-|–|—|đến)\s*{_CLOCK})?", re.IGNORECASE)


def clock_times(text):
    """Return (start, end) as :class:`datetime.time` of hours written in words, end None where there is only one.

    None for whatever is not understood: it is shown as it was written, never guessed.
    """
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        return None
    start, end = _time(found[1], found[2]), _time(found[3], found[4]) if found[3] else None
    if start is None or (found[3] and (end is None or end <= start)):
        return None
    return start, end


def _time(hour, minute):
    hour, minute = int(hour), int(minute or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
