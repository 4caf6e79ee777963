"""A sandbox of electrum-mock for each test: a plugin for pytest.

    pytest_plugins = ["electrum_mock"]                        # conftest.py

    @pytest.mark.electrum("f1-dual-success")
    def test_sale(sandbox):
        ...

The mock is the one at ELECTRUM_MOCK_ADMIN, or one is started (ELECTRUM_MOCK_BIN, else electrum-mock
on the PATH) that ends with the tests.
"""

import json
import os
import re
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest


class Mock:
    """The control API of a mock."""

    def __init__(self, admin):
        self.admin = admin
        trust = ssl.create_default_context(cafile=os.environ.get("ELECTRUM_MOCK_CA"))
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust))

    def ask(self, method, path, body=None):
        """Returns the body of the answer; a refusal fails the test with the mock's own words."""
        request = urllib.request.Request(self.admin + path, method=method)
        request.add_header("Accept", "text/plain")
        request.add_header("Content-Type", "application/json")
        if token := os.environ.get("ELECTRUM_MOCK_ADMIN_TOKEN"):
            request.add_header("Authorization", f"Bearer {token}")
        if body is not None:
            request.data = json.dumps(body).encode()
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refusal:
            pytest.fail(f"electrum-mock: {refusal.read().decode()}", pytrace=False)


class Sandbox:
    """A sandbox of one test: ledger, journal, clock and queues of its own."""

    def __init__(self, mock, test, scenario=None, *, yaml=None, seed=None, clock="real"):
        self._mock = mock
        name = re.sub(r"[^A-Za-z0-9._-]", "-", test)[:50]
        self._path = f"/sandboxes/{name}-{uuid.uuid4().hex[:8]}"
        setup = {"scenario": scenario, "yaml": yaml, "seed": seed, "clock": clock}
        known = {key: value for key, value in setup.items() if value is not None}
        #: The base URL for the till; it ends in /suv/v1.
        self.url = json.loads(mock.ask("PUT", self._path, known))["url"]

    def wait_for(self, operation, count=1, timeout="10s"):
        """Waits until so many messages of an operation have arrived; returns their records."""
        query = urllib.parse.urlencode({"operation": operation, "count": count, "timeout": timeout})
        found = json.loads(self._mock.ask("GET", f"{self._path}/journal/await?{query}"))
        if not found["satisfied"]:
            came = len(found["records"])
            pytest.fail(f"{count} times {operation} expected within {timeout}; there came {came}")
        return found["records"]

    def advance(self, span):
        """Moves a manual clock by a span like "30s", or until "idle"."""
        self._mock.ask("POST", f"{self._path}/clock", {"advance": span})

    @property
    def transactions(self):
        """The provisions, the newest first."""
        answer = self._mock.ask("GET", f"{self._path}/transactions?limit=10000")
        return json.loads(answer)["transactions"]

    def assert_pass(self):
        """Fails, with a line for each finding, unless the till has done all that it owes."""
        lines = self._mock.ask("GET", f"{self._path}/report?format=lines&final=true").splitlines()
        findings = [finding for finding in map(json.loads, lines)
                    if finding["verdict"] in ("fail", "inconclusive")]
        if findings:
            pytest.fail("\n".join("{id} {verdict}: {message}".format(**one) for one in findings),
                        pytrace=False)

    def remove(self):
        self._mock.ask("DELETE", self._path)


@pytest.fixture(scope="session")
def electrum_mock():
    """The mock that all tests share."""
    if admin := os.environ.get("ELECTRUM_MOCK_ADMIN"):
        yield Mock(admin)
        return
    command = [os.environ.get("ELECTRUM_MOCK_BIN", "electrum-mock"), "serve", "--quiet",
               "--stop-with-parent", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        if not line:
            pytest.fail("electrum-mock did not start", pytrace=False)
        yield Mock(line.split()[-1].replace("/suv/v1", "/_mock"))
        process.terminate()


@pytest.fixture
def sandbox(electrum_mock, request):
    """A sandbox that plays what the marker `electrum` says."""
    marker = request.node.get_closest_marker("electrum")
    args, kwargs = (marker.args, marker.kwargs) if marker else ((), {})
    sandbox = Sandbox(electrum_mock, request.node.name, *args, **kwargs)
    yield sandbox
    sandbox.remove()


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "electrum(scenario=None, *, yaml=None, seed=None, clock='real'): "
        "what the test's sandbox of electrum-mock plays")
