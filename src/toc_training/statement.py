"""The shape of one line of the learning record: an xAPI 1.0.3 statement."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

Statement = dict[str, Any]

ACTIVITIES = "urn:toc-training:"
EXTENSIONS = "urn:toc-training:extension:"
ACCOUNTS = "https://toc-training.invalid/learner"
VERBS = {
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "initialized": "http://adlnet.gov/expapi/verbs/initialized",
    "interacted": "http://adlnet.gov/expapi/verbs/interacted",
    "responded": "http://adlnet.gov/expapi/verbs/responded",
}


def new_statement(
    learner: str,
    verb: str,
    object_id: str,
    *,
    response: object = None,
    score: float | None = None,
    success: bool | None = None,
    extensions: dict[str, object] | None = None,
    statement_id: str | None = None,
) -> Statement:
    """Build a statement that says `learner` did `verb` to `object_id`, now.

    Parameters
    ----------
    learner
        The account name of the actor, a UUID.
    verb
        A key of `VERBS`.
    object_id
        The activity without the course's prefix, for instance ``item/pcu-composition``.
    response
        What was answered. xAPI wants text, so anything else stands in the result's extensions.
    score
        From 0 to 1.
    extensions
        Context that has no field of its own in xAPI, by short name: ``{"seed": 7}``.
    statement_id
        A UUID made elsewhere, so that the same statement sent twice counts once.

    Raises
    ------
    KeyError
        `verb` is not one the course uses.
    """
    result: dict[str, Any] = {}
    if isinstance(response, str):
        result["response"] = response
    elif response is not None:
        result["extensions"] = {EXTENSIONS + "response": response}
    if score is not None:
        result["score"] = {"scaled": round(score, 4)}
    if success is not None:
        result["success"] = success
    statement: Statement = {
        "id": statement_id or str(uuid.uuid4()),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": ACCOUNTS, "name": learner},
        },
        "verb": {"id": VERBS[verb], "display": {"en": verb}},
        "object": {"objectType": "Activity", "id": ACTIVITIES + object_id},
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    if result:
        statement["result"] = result
    if extensions:
        statement["context"] = {
            "extensions": {EXTENSIONS + name: value for name, value in extensions.items()}
        }
    return statement


def learner_of(statement: Statement) -> str:
    """Return the account name of the statement's actor."""
    return str(statement["actor"]["account"]["name"])


def object_of(statement: Statement) -> str:
    """Return the activity's id without the course's prefix."""
    return str(statement["object"]["id"]).removeprefix(ACTIVITIES)


def verb_of(statement: Statement) -> str:
    """Return the last word of the verb's id, for instance ``answered``."""
    return str(statement["verb"]["id"]).rsplit("/", 1)[-1]


def response_of(statement: Statement) -> Any:
    """Return what was answered, in the shape in which it was given, or None."""
    result = statement.get("result", {})
    if "response" in result:
        return result["response"]
    return result.get("extensions", {}).get(EXTENSIONS + "response")


def extension_of(statement: Statement, name: str) -> Any:
    """Return the context extension `name`, or None."""
    return statement.get("context", {}).get("extensions", {}).get(EXTENSIONS + name)
