"""The demonstration city: 2,128 real-sized units with made-up people, planned as plain data, then built."""

from eduportal.operations.demo.people import PASSWORD
from eduportal.operations.demo.plan import city_plan

__all__ = ["PASSWORD", "city_plan"]
