"""What schemathesis cannot read in the document of the interface."""

import base64
import json

import schemathesis

DEFAULT_CLIENT = "22222222"


@schemathesis.auth(refresh_interval=None)
class Client:
    """Sends every message in the name of its client."""

    def get(self, case, context):
        client = case.body.get("client") if isinstance(case.body, dict) else None
        name = client.get("id") if isinstance(client, dict) else None
        return name if isinstance(name, str) else DEFAULT_CLIENT

    def set(self, case, name, context):
        pair = base64.b64encode(f"{name}:secret".encode()).decode()
        case.headers = {**(case.headers or {}), "Authorization": f"Basic {pair}"}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Sends what fits its schema to the path of its id, and integers as the mock wants them."""
    if not is_good(case) or not isinstance(case.body, dict):
        return
    case.body = without_fractions(case.body)
    if "provisionId" in case.path_parameters:
        case.path_parameters["provisionId"] = case.body["id"]


def without_fractions(value):
    """JSON Schema takes 1.0 for an integer."""
    if isinstance(value, dict):
        return {name: without_fractions(member) for name, member in value.items()}
    if isinstance(value, list):
        return [without_fractions(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@schemathesis.check
def good_messages_are_taken(context, response, case):
    """What fits its schema may be refused for the state of its voucher, but not for its form."""
    if not is_good(case) or response.status_code != 400:
        return
    error = json.loads(response.content)
    if error["errorType"] == "FORMAT_ERROR":
        mistakes = [line["msg"] for line in error["detailMessage"]["formatErrors"]]
        # OpenAPI cannot say that a query must have one of several parameters.
        assert all(mistake.startswith("one of ") for mistake in mistakes), mistakes


def is_good(case):
    return case.meta is not None and case.meta.generation.mode.is_positive
