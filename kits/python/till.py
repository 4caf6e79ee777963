"""A small till to try the tests with, in the place of yours."""

import base64
import datetime
import http.client
import json
import time
import urllib.error
import urllib.request
import uuid

AUTHORIZATION = "Basic " + base64.b64encode(b"22222222:secret").decode()


class Till:
    def __init__(self, url, timeout=5, reverses=True):
        self.url, self.timeout, self.reverses = url, timeout, reverses

    def sell(self):
        """Sells a voucher; true if the customer has it."""
        client = {"id": "22222222", "name": "Till Co"}
        provision = {
            "id": str(uuid.uuid4()), "time": now(), "client": client,
            "originator": {"institution": client, "terminalId": "term0001", "merchant": {
                "merchantType": "5411", "merchantId": "merchant0000001", "merchantName": {
                    "name": "Corner Shop", "city": "Cape Town", "region": "WC", "country": "ZA"}}},
            "receiver": {"id": "33333333333", "name": "OTT"},
            "thirdPartyIdentifiers": [
                {"institutionId": "22222222", "transactionIdentifier": "123456789012"}],
            "amounts": {"requestAmount": {"amount": 10000, "currency": "710"}},
            "product": {"productId": "prodId01"},
        }
        status, answer = self.send("/vouchers", provision)
        for _ in range(3):
            if status is not None and status < 500:
                break
            time.sleep(0.11)
            status, answer = self.send(f"/vouchers/{provision['id']}/retry", provision)
        if status == 201:
            price = {"tenderType": "CASH", "amount": {"amount": 10000, "currency": "710"}}
            self.advise("/vouchers/confirmations", provision, answer, tenders=[price])
        elif (status is None or status >= 500) and self.reverses:
            self.advise("/vouchers/reversals", provision, provision, reversalReason="TIMEOUT")
        return status == 201

    def advise(self, path, provision, source, **more):
        advice = {"id": str(uuid.uuid4()), "requestId": provision["id"], "time": now(),
                  "thirdPartyIdentifiers": source["thirdPartyIdentifiers"], **more}
        while (status := self.send(path, advice)[0]) is None or status >= 500:
            time.sleep(0.11)

    def send(self, path, body):
        """Returns status and body of the answer; (None, None) if there is none."""
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(),
            {"Authorization": AUTHORIZATION, "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, None
        except (OSError, http.client.HTTPException):
            return None, None


def now():
    time = datetime.datetime.now(datetime.timezone.utc)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
