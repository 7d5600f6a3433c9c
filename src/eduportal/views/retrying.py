"""A request that met another writer is repeated whole, after a short wait by chance, so that both do not meet again."""

import random
import time

from pyramid_retry import BeforeRetry

#: Seconds at most before the second attempt; each further one may wait so much longer.
STEP = 0.015


def wait_by_chance(event):
    """Wait up to ``STEP`` times the number of the attempt."""
    attempt = event.environ.get("retry.attempt", 1)
    time.sleep(random.uniform(0, STEP * (attempt + 1)))


def includeme(config):
    """Listen to pyramid_retry."""
    config.add_subscriber(wait_by_chance, BeforeRetry)
