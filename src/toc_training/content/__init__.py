"""The curriculum's YAML files as frozen dataclasses.

Every function reads one file (the inventory: three), collects all that is wrong in it and raises
`ContentError` once.
"""

from toc_training.content.course import load_course
from toc_training.content.inventory import load_inventory
from toc_training.content.items import load_items
from toc_training.content.measures import load_measures
from toc_training.content.scenario import load_scenario
from toc_training.content.tasks import load_tasks

__all__ = [
    "load_course",
    "load_inventory",
    "load_items",
    "load_measures",
    "load_scenario",
    "load_tasks",
]
