"""What schemathesis cannot read in the document of the interface."""

import base64
import copy
import itertools
import json
import urllib.request
import uuid

import schemathesis

DEFAULT_CLIENT = "22222222"

SOLD = ["provisionVoucher", "confirmVoucher"]
REDEEMED = SOLD + ["redeemVoucher"]
REFUNDED = REDEEMED + ["confirmRedeem", "refundVoucher"]

# The operations that a voucher needs before another succeeds.
BEFORE = {
    "provisionVoucher": [],
    "confirmVoucher": ["provisionVoucher"],
    "reverseVoucher": ["provisionVoucher"],
    "lookupVoucher": SOLD,
    "redeemVoucher": SOLD,
    "confirmRedeem": REDEEMED,
    "reverseRedeem": REDEEMED,
    "lookupRedemption": REDEEMED,
    "refundVoucher": REDEEMED + ["confirmRedeem"],
    "confirmRefund": REFUNDED,
    "reverseRefund": REFUNDED,
}

numbers = itertools.count(1)


def credentials(name):
    return "Basic " + base64.b64encode(f"{name}:secret".encode()).decode()


@schemathesis.auth(refresh_interval=None)
class Client:
    """Sends every message in the name of its client."""

    def get(self, case, context):
        client = case.body.get("client") if isinstance(case.body, dict) else None
        name = client.get("id") if isinstance(client, dict) else None
        return name if isinstance(name, str) else DEFAULT_CLIENT

    def set(self, case, name, context):
        case.headers = {**(case.headers or {}), "Authorization": credentials(name)}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Lets every second message that fits its schema find what it is about."""
    if not is_good(case):
        return
    if isinstance(case.body, dict):
        case.body = without_fractions(case.body)
    if "provisionId" in case.path_parameters:
        case.path_parameters["provisionId"] = case.body["id"]
    name = case.operation.definition.raw["operationId"]
    number = next(numbers)
    if name not in BEFORE or number % 2:
        return
    key, code = str(uuid.UUID(int=number)), str(number)
    for earlier in BEFORE[name]:
        send(case, earlier, key, code)
    if isinstance(case.body, dict):
        address(case.body, key, code)
    elif "requestId" in case.path_parameters:
        case.path_parameters["requestId"] = key
    else:
        case.query = {"voucherCode": code}


def send(case, name, key, code):
    """Sends the example of an operation."""
    for path, item in case.operation.schema.raw_schema["paths"].items():
        for operation in item.values():
            if operation["operationId"] == name:
                content = operation["requestBody"]["content"]["application/json"]
                body = copy.deepcopy(content["example"])
                address(body, key, code)
                url = case.operation.base_url + path
    fields = {"Authorization": credentials(DEFAULT_CLIENT), "Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), fields)).close()


def address(body, key, code):
    """Provision, redemption and refund of a voucher have the same id here."""
    body["requestId" if "requestId" in body else "id"] = key
    if body.get("voucher"):
        body["voucher"]["code"] = code


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
