"""A request that met another writer is repeated whole, up to eight times, taking turns with the others of its unit."""

import random
import time

from pyramid.config import PHASE3_CONFIG
from pyramid.events import ContextFound
from pyramid.interfaces import IExecutionPolicy
from pyramid_retry import BeforeRetry, RetryableException, is_last_attempt

from eduportal.content.nodes import unit_of
from eduportal.content.turnstile import STEP, Passage

_PASSAGE = "eduportal.passage"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class QueueUp(RetryableException):
    """This request would disturb somebody who met others again and again; it is repeated when its turn has come."""


def find_place(event):
    """Note in which unit a request writes, and whether it may begin.

    :raises QueueUp: somebody there waits for all others.
    """
    request = event.request
    if request.method in _SAFE or not hasattr(request.context, "type_name"):
        return
    passage = request.environ.get(_PASSAGE)
    if passage is None:
        passage = request.environ[_PASSAGE] = Passage(unit_of(request.context).uuid)
    if not passage.may_begin() and not is_last_attempt(request):
        raise QueueUp


def wait_for_turn(event):
    """Wait until this request may be repeated. The environ outlives the request, and with it the turn."""
    passage = event.environ.get(_PASSAGE)
    if passage is not None:
        passage.lose()
    else:
        time.sleep(random.uniform(0, STEP * (event.environ.get("retry.attempt", 1) + 1)))


def _ended(policy):
    """Return an execution policy that gives the turn back when all attempts are over."""
    def carry_out(environ, router):
        try:
            return policy(environ, router)
        finally:
            passage = environ.pop(_PASSAGE, None)
            if passage is not None:
                passage.end()

    return carry_out


def includeme(config):
    """Listen to pyramid_retry, and stand around it."""
    def stand_around():
        config.registry.registerUtility(_ended(config.registry.getUtility(IExecutionPolicy)), IExecutionPolicy)

    config.add_subscriber(find_place, ContextFound)
    config.add_subscriber(wait_for_turn, BeforeRetry)
    # Behind all the rest: what pyramid_retry does in the first phase sets its policy in the third.
    config.action(None, stand_around, order=PHASE3_CONFIG + 1)
