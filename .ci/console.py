"""The console in a real browser against a real mock: python console.py BINARY AXE PICTURES [CHECK].

Every check is a function whose name begins with `check_`; its first line says what must be true.
"""
import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import uuid
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BINARY, AXE, PICTURES = sys.argv[1], open(sys.argv[2]).read(), sys.argv[3]
ONLY = sys.argv[4] if len(sys.argv) > 4 else ""
PATIENCE = 8.0
# Seconds for ten thousand transactions, as a debug build beside others needs them; alone it takes one.
MANY_S = float(os.environ.get("MANY_S", "3.0"))


class Mock:
    """A mock on a free port, or on a given one."""

    def __init__(self, *options, port=0):
        ready = tempfile.mktemp(prefix="console-")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--quiet", "--listen", f"127.0.0.1:{port}", "--ready-file", ready, *options],
            stdout=subprocess.PIPE, text=True)
        self.lines = [self.process.stdout.readline().strip() for _ in range(2)]
        while not os.path.exists(ready):
            assert self.process.poll() is None, "the mock has ended"
            time.sleep(0.02)
        self.url = json.load(open(ready))["admin"].removesuffix("/_mock")
        os.remove(ready)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


MAIN = Mock("--scenario", "triggers")
BASE = MAIN.url
HOST = urlsplit(BASE).netloc


# The mock, as a test and as a till.

def call(method, path, body=None, headers=None, timeout=10.0):
    connection = http.client.HTTPConnection(HOST, timeout=timeout)
    try:
        text = json.dumps(body) if body is not None else None
        fields = {"Content-Type": "application/json"} if text else {}
        connection.request(method, path, text, {**fields, **(headers or {})})
        answer = connection.getresponse()
        data = answer.read()
        try:
            return answer.status, json.loads(data)
        except ValueError:
            return answer.status, data
    except OSError:
        return 0, None
    finally:
        connection.close()


def sandbox(name, **setup):
    status, answer = call("PUT", f"/_mock/sandboxes/{name}", setup)
    assert status in (200, 201), (status, answer)
    return name


TILL = {"Authorization": "Basic " + base64.b64encode(b"22222222:secret").decode()}


def provision(amount=10000, receiver="OTT", product="OTT100", terminal="lane0001", **more):
    return {
        "id": str(uuid.uuid4()), "time": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "originator": {
            "institution": {"id": "22222222", "name": "Till Co"}, "terminalId": terminal,
            "merchant": {
                "merchantType": "5411", "merchantId": "merchant0000001",
                "merchantName": {"name": "Corner Shop", "region": "WC", "city": "Cape Town", "country": "ZA"}}},
        "client": {"id": "22222222", "name": "Till Co"}, "receiver": {"id": "33333333333", "name": receiver},
        "thirdPartyIdentifiers": [{"institutionId": "22222222", "transactionIdentifier": f"{uuid.uuid4().int % 10**12:012}"}],
        "amounts": {"requestAmount": {"amount": amount, "currency": "710"}}, "product": {"productId": product}, **more}


def sell(box, retries=2, advises=True, timeout=1.0, **request):
    """A right till, in dual messaging; returns the id of the sale."""
    base, body = f"/sandboxes/{box}/suv/v1", provision(**request)
    status, answer = call("POST", base + "/vouchers", body, TILL, timeout)
    for _ in range(retries):
        if status and status < 500:
            break
        time.sleep(0.12)
        status, answer = call("POST", f"{base}/vouchers/{body['id']}/retry", body, TILL, timeout)
    advice = {
        "id": str(uuid.uuid4()), "requestId": body["id"], "time": body["time"],
        "thirdPartyIdentifiers": (answer or {}).get("thirdPartyIdentifiers", body["thirdPartyIdentifiers"])}
    if advises and status in (200, 201):
        call("POST", base + "/vouchers/confirmations", {
            **advice, "tenders": [{"tenderType": "CASH", "amount": body["amounts"]["requestAmount"]}]}, TILL)
    elif advises:
        call("POST", base + "/vouchers/reversals", {**advice, "reversalReason": "TIMEOUT"}, TILL)
    return body["id"]


# The browser.

def browser(width=1280, height=860, *arguments):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    resize(driver, width, height)
    return driver


def resize(driver, width, height=860):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def looks(driver, scheme):
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def show(driver, address, selector="main h1, main h2"):
    driver.get("about:blank")
    driver.get(f"{BASE}/{address}")
    return wait(driver, selector)


def find(driver, selector):
    return driver.find_elements(By.CSS_SELECTOR, selector)


def until(what, test, patience=PATIENCE):
    end = time.time() + patience
    while True:
        try:
            value = test()
        except StaleElementReferenceException:
            value = None
        if value:
            return value
        assert time.time() < end, f"not within {patience} s: {what}"
        time.sleep(0.03)


def wait(driver, selector, containing="", patience=PATIENCE):
    return until(f"{selector} {containing}", lambda: next(
        (node for node in find(driver, selector) if containing in node.text), None), patience)


def press(driver, *keys):
    ActionChains(driver).send_keys(*keys).perform()


def click(driver, text, selector="button, a"):
    until(f"to press {text}", lambda: next(
        (node for node in find(driver, selector) if node.text.strip() == text and node.is_displayed()), None)).click()


def still(driver, selector="main"):
    """Waits until a part of the page has loaded, and is no longer drawn anew."""
    seen = []

    def same():
        seen.append(find(driver, selector)[0].get_attribute("outerHTML"))
        return len(seen) > 8 and len(set(seen[-8:])) == 1 and "Loading …" not in seen[-1]

    until("it is still", same, 20)


def rows(driver):
    return [node.text.replace("\n", " ") for node in find(driver, ".grow-row")]


def complaints(driver, allowed=()):
    """What the browser's console said, but for what is allowed."""
    return [entry["message"] for entry in driver.get_log("browser")
            if not any(word in entry["message"] for word in allowed)]


# The checks.

def check_sample_sale(driver):
    """Send a sample sale: its ladder is there within a second, and the start says that messages came."""
    show(driver, "#/", ".bigurl")
    wait(driver, ".waiting button").click()
    begin = time.time()
    wait(driver, ".ladder .rung", patience=3)
    took = time.time() - begin
    assert took < 1.0, f"{took:.2f} s"
    wait(driver, ".says", "Sold", patience=3)
    show(driver, "#/", ".bigurl")
    wait(driver, ".waiting", "Messages have come in")


def check_lost_reply(driver):
    """A reply that is lost: the till waits beside a green line, live; then it does not know."""
    box = sandbox("lost", scenario="faults/lost-reply-silence")
    show(driver, f"#/s/{box}", ".banner")
    click(driver, "Send a sample sale", ".head button")
    wait(driver, ".ladder .rung", patience=3)
    until("the till waits", lambda: find(driver, ".life.after.l-waiting") and find(driver, ".life.after.l-voucher"), 3)
    until("a hatched line beside a green one", lambda: find(driver, ".l-unknown") and find(driver, ".l-voucher"))
    wait(driver, ".says", "Sold", patience=15)


def check_picture(driver):
    """The picture of the README: a ladder whose parties end in different beliefs, in less than 150 KB."""
    box = sandbox("picture", scenario="flows/stellr-reversal-keeps-voucher", seed=7)
    sale = sell(box, retries=0, receiver="Stellr", product="STLSTREAM", amount=19900)
    resize(driver, 1010, 900)
    show(driver, f"#/s/{box}/t/{sale}", ".ladder .rung")
    wait(driver, ".slip")
    # The id is drawn anew each time, and nobody reads it.
    driver.execute_script("document.querySelector('.tx-head .mono').remove(); document.querySelector('.gbody, #nav').blur()")
    picture = find(driver, "article.detail > div")[0].screenshot_as_png
    resize(driver, 1280)
    with open(f"{PICTURES}/ladder.png", "wb") as file:
        file.write(picture)
    assert 5_000 < len(picture) < 150_000, len(picture)


def check_live(driver):
    """A sale appears by itself; a second one too; the head counts."""
    box = sandbox("live")
    show(driver, f"#/s/{box}", ".banner")
    wait(driver, ".banner", "Waiting")
    wait(driver, ".pill", "Live")
    sell(box)
    until("one row", lambda: len(rows(driver)) == 1, 3)
    sell(box)
    until("two rows", lambda: len(rows(driver)) == 2, 3)
    wait(driver, ".banner", "PASS")
    until("the tab counts", lambda: "2" in find(driver, ".tabs [aria-current]")[0].text)


def check_pause(driver):
    """p holds the page still and lets it catch up."""
    box = sandbox("pause")
    show(driver, f"#/s/{box}", ".banner")
    wait(driver, ".pill", "Live")
    press(driver, "p")
    wait(driver, ".pill", "Paused")
    _, begin = call("GET", "/_mock/events?wait=1ms")
    sell(box)
    # The page has been told as well.
    call("GET", f"/_mock/events?wait=5s&after={begin['id']}")
    still(driver)
    assert not rows(driver), rows(driver)
    press(driver, "p")
    until("to catch up", lambda: len(rows(driver)) == 1, 3)


def check_filter(driver):
    """The search is done by the mock, is in the address, and chips are links."""
    box = sandbox("filter", scenario="triggers")
    sell(box, product="OTT50")
    sell(box, receiver="Stellr", product="STLSTREAM", terminal="lane0007")
    sell(box, amount=10012)
    show(driver, f"#/s/{box}?q=provider%3Astellr", ".grow-row")
    until("one of three", lambda: len(rows(driver)) == 1 and "STLSTREAM" in rows(driver)[0])
    field = find(driver, "#filter")[0]
    field.clear()
    field.send_keys("op:retry")
    until("the retried one", lambda: len(rows(driver)) == 1 and "R100.12" in rows(driver)[0])
    assert "q=op%3Aretry" in driver.current_url, driver.current_url
    field.clear()
    field.send_keys("-provider:stellr amount:>100")
    until("by amount", lambda: len(rows(driver)) == 1 and "R100.12" in rows(driver)[0])
    field.clear()
    field.send_keys("nothingoftheskind")
    wait(driver, ".nothing", "Nothing fits")


def check_no_jump(driver):
    """What is read stays in place while newer rows come in above."""
    box = sandbox("stay")
    for _ in range(40):
        sell(box)
    show(driver, f"#/s/{box}", ".grow-row")
    body = find(driver, ".gbody")[0]
    driver.execute_script("arguments[0].scrollTop = 600", body)
    place = ("return [...document.querySelectorAll('.grow-row')].map(n => [n.id, n.getBoundingClientRect().top])"
             ".filter(([, top]) => top > 400)[0]")
    name, top = until("rows further down", lambda: driver.execute_script(place))
    still(driver, ".gspace")
    name, top = driver.execute_script(place)
    for _ in range(3):
        sell(box)
    wait(driver, ".newer", "3 new")
    now = driver.execute_script(f"return document.getElementById('{name}').getBoundingClientRect().top")
    assert abs(now - top) < 2, (top, now)


def check_clock_and_queue(driver):
    """A queue is shown, and the clock is moved there by a press; then nothing waits."""
    box = sandbox("queue", scenario="chaos/provider-offline", clock="manual")
    sell(box)
    show(driver, f"#/s/{box}/queue", ".banner")
    wait(driver, "main", "Next attempt")
    click(driver, "Move the clock there")
    wait(driver, "td", "2")
    click(driver, "until idle")
    wait(driver, ".empty", "Nothing waits")


MISTAKES = """title: Stellr loses the reply, then fails
rules:
  - name: stellr-evening
    on: [provision, rety]
    when: {provider: stelr, amount: {min: 10000}}
    replies:
      - lost: reply
        by: silense
        hold: 30
      - eror: 503 UPSTREAM_UNAVAILABLE
  - name: advice-late
    on: [confirm]
    chance: 10
    replies:
      - delay: 250ms
expect:
  finally: confirmed
"""


def check_editor(driver):
    """Six mistakes get their places; four are mended by a press, two by hand; then it is tried."""
    show(driver, "#/edit", "textarea")
    driver.execute_script(
        "const a = document.querySelector('textarea'); a.value = arguments[0];"
        "a.dispatchEvent(new Event('input'))", MISTAKES)
    wait(driver, "[role=status].tag", "6 mistakes")
    assert len(find(driver, ".ed-hl .line.bad")) == 6
    for word in ("retry", "stellr", "silence", "error"):
        click(driver, f"Write “{word}”")
        until(f"{word} written", lambda: not any(f"“{word}”" in node.text for node in find(driver, ".problems button")))
    wait(driver, "[role=status].tag", "2 mistakes")
    text = driver.execute_script("return document.querySelector('textarea').value")
    driver.execute_script(
        "const a = document.querySelector('textarea'); a.value = arguments[0];"
        "a.dispatchEvent(new Event('input'))", text.replace("hold: 30", "hold: 30s").replace("chance: 10", "chance: 10%"))
    wait(driver, "[role=status].tag", "no mistakes")
    click(driver, "Try it in a sandbox")
    name = wait(driver, "dialog input.field")
    name.clear()
    name.send_keys("draft")
    click(driver, "Play", "dialog button")
    wait(driver, ".banner", "Waiting")
    assert driver.current_url.endswith("#/s/draft"), driver.current_url
    sell("draft", receiver="Stellr", product="STLSTREAM", amount=19900, timeout=0.5)
    show(driver, "#/s/draft/scenario", ".table")
    wait(driver, ".table", "3×")


def check_editor_keys(driver):
    """Tab indents, Esc then Tab leaves the text."""
    show(driver, "#/edit", "textarea")
    area = find(driver, "textarea")[0]
    area.click()
    before = area.get_attribute("value")
    press(driver, Keys.TAB)
    assert len(area.get_attribute("value")) == len(before) + 2
    press(driver, Keys.ESCAPE)
    press(driver, Keys.TAB)
    assert driver.switch_to.active_element.tag_name != "textarea"


def check_deep_links(driver):
    """A message, its pane, a rule and a record have addresses of their own."""
    box = sandbox("deep", scenario="flows/stellr-reversal-keeps-voucher")
    # Method and headers of a message are kept only while somebody watches.
    show(driver, f"#/s/{box}", ".banner")
    wait(driver, ".pill", "Live")
    sale = sell(box, retries=1, receiver="Stellr", product="STLSTREAM", amount=19900)
    show(driver, f"#/s/{box}/t/{sale}?m=3&pane=compare", ".ladder")
    wait(driver, ".detail .sect", "member for member")
    wait(driver, ".says", "still issued at Stellr")
    wait(driver, ".slip", "NEVER PRINTED")
    show(driver, f"#/s/{box}/t/{sale}?m=2&pane=curl", ".ladder")
    wait(driver, ".term", '"$PASSWORD"')
    show(driver, f"#/s/{box}/verdict/D11", "#rule-D11")
    until("focus on the rule", lambda: driver.switch_to.active_element.get_attribute("id") == "rule-D11")
    show(driver, f"#/s/{box}/journal?m=2", ".detail .json")
    wait(driver, ".banner, .detail", "")
    show(driver, "#/s/no-such", ".empty")
    wait(driver, ".empty", "There is no sandbox no-such")


def check_secrets(driver):
    """Voucher codes are covered until one is asked for; a copied command has no password."""
    box = sandbox("secrets")
    sale = sell(box)
    _, detail = call("GET", f"/_mock/sandboxes/{box}/transactions/{sale}")
    code = detail["voucher"]["code"]
    show(driver, f"#/s/{box}/t/{sale}?m=2&pane=response", ".detail .json")
    wait(driver, ".slip")
    assert code not in driver.page_source, "the code is in the page"
    click(driver, "Show secrets")
    wait(driver, ".detail .json", code)
    find(driver, ".slip .code")[0].click()
    until("the code on the slip", lambda: find(driver, ".slip .code")[0].text.replace(" ", "") == code)


def check_keys_only(driver):
    """List, ladder, message and back without a mouse."""
    box = sandbox("keys")
    for _ in range(3):
        sell(box)
    show(driver, f"#/s/{box}", ".grow-row")
    until("three rows", lambda: len(rows(driver)) == 3)
    press(driver, "j")
    wait(driver, ".ladder .rung")
    press(driver, "j")
    until("the second", lambda: find(driver, ".grow-row[aria-rowindex='3'][aria-selected=true]"))
    # In one step: the ladder may be drawn anew meanwhile.
    until("a message has the focus", lambda: driver.execute_script(
        "const one = document.querySelector('.ladder .ev'); one?.focus(); return one === document.activeElement && one"))
    press(driver, Keys.ENTER)
    wait(driver, ".detail .sect .json")
    press(driver, Keys.ESCAPE)
    until("closed", lambda: not find(driver, ".split.open"))
    press(driver, "2")
    wait(driver, ".tabs [aria-current]", "Journal")
    press(driver, "g", "s")
    wait(driver, "h1", "Sandboxes")
    press(driver, "/")
    assert driver.switch_to.active_element.get_attribute("id") == "jump"
    press(driver, "keys", Keys.ENTER)
    wait(driver, "h1", "keys")
    press(driver, "?")
    wait(driver, "dialog", "Keys and settings")
    press(driver, Keys.ESCAPE)


def check_hostile_strings(driver):
    """What a till sends stays text."""
    box = sandbox("hostile")
    evil = provision(product="<script>alert(1)</script>", terminal="<b>x</b>")
    evil["<img src=x onerror=alert(2)>"] = "<svg onload=alert(3)>"
    call("POST", f"/sandboxes/{box}/suv/v1/vouchers", evil, TILL)
    show(driver, f"#/s/{box}/t/{evil['id']}?m=2", ".detail .json")
    wait(driver, ".detail .json", "<img src=x")
    assert not find(driver, "main img, main script, main b b, .json svg"), "markup came from text"


def check_stream_again(driver):
    """A sandbox that is made anew, deleted, and made by its first message is followed."""
    box = sandbox("again")
    sell(box)
    show(driver, f"#/s/{box}", ".grow-row")
    sandbox(box)
    wait(driver, ".banner", "Waiting")
    call("DELETE", f"/_mock/sandboxes/{box}")
    wait(driver, ".empty h1", "There is no sandbox again")
    sell(box)
    wait(driver, ".banner", "PASS")


def check_eight_tabs(driver):
    """Eight tabs are live at once, and still are when the one with the stream is closed."""
    box = sandbox("tabs")
    show(driver, f"#/s/{box}", ".banner")
    first = driver.current_window_handle
    for _ in range(7):
        driver.switch_to.new_window("tab")
        driver.get(f"{BASE}/#/s/{box}")
        wait(driver, ".banner")
    handles = driver.window_handles
    sell(box)
    for handle in handles:
        driver.switch_to.window(handle)
        until("live", lambda: len(rows(driver)) == 1)
    driver.switch_to.window(first)
    driver.close()
    sell(box)
    for handle in handles[1:]:
        driver.switch_to.window(handle)
        until("live without the first", lambda: len(rows(driver)) == 2, 12)
    for handle in handles[2:]:
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(handles[1])


def check_report(driver):
    """A report opens in a tab of its own, with its styles."""
    box = sandbox("report")
    sell(box)
    show(driver, f"#/s/{box}/verdict", ".rule-item")
    first = driver.current_window_handle
    click(driver, "html")
    until("a tab", lambda: len(driver.window_handles) == 2)
    driver.switch_to.window(driver.window_handles[-1])
    try:
        wait(driver, "h1", "pass")
        assert driver.execute_script("return getComputedStyle(document.querySelector('.banner')).display") == "grid"
    finally:
        driver.close()
        driver.switch_to.window(first)


def check_play(driver):
    """A scenario picked by its symptom is played in a sandbox of its own."""
    show(driver, "#/", ".pick")
    click(driver, "declined")
    until("fewer", lambda: 0 < len(find(driver, ".pick")) < 20)
    find(driver, ".pick button")[0].click()
    name = wait(driver, "dialog input.field")
    name.clear()
    name.send_keys("played")
    click(driver, "Play", "dialog button")
    wait(driver, "h1", "played")


def check_names(driver):
    """A name that no address can have is not sent; the dialog waits for another."""
    show(driver, "#/", ".pick")
    find(driver, ".pick button")[0].click()
    field = wait(driver, "dialog input.field")
    for name in ("..", ".", "", "a/b", "a%2e", "x" * 65):
        field.clear()
        field.send_keys(name)
        click(driver, "Play", "dialog button")
        assert find(driver, "dialog[open]"), name
    field.clear()
    field.send_keys("...", Keys.ENTER)
    wait(driver, ".banner", "Waiting")
    assert driver.current_url.endswith("#/s/..."), driver.current_url


def check_seed(driver):
    """A seed of 64 bits keeps its digits: in the head, over a reset, and in its record."""
    seed = 2**64 - 1
    box = sandbox("seed", seed=seed)
    show(driver, f"#/s/{box}", ".banner")
    wait(driver, ".facts", f"seed {seed}")
    click(driver, "Reset …")
    click(driver, "Reset", "dialog button")
    wait(driver, ".toast", "is empty again")
    assert call("GET", f"/_mock/sandboxes/{box}")[1]["seed"] == seed
    show(driver, f"#/s/{box}/journal?m=1", ".json")
    wait(driver, ".json", str(seed))


def check_journal_file(driver):
    """A dropped journal is judged and drawn."""
    box = sandbox("filed", scenario="flows/stellr-reversal-keeps-voucher")
    sell(box, retries=1, receiver="Stellr", product="STLSTREAM", amount=19900)
    _, lines = call("GET", f"/_mock/sandboxes/{box}/journal?format=ndjson")
    path = f"{PICTURES}/journal.ndjson"
    with open(path, "wb") as file:
        file.write(lines if isinstance(lines, bytes) else json.dumps(lines).encode())
    show(driver, "#/file", "#journal-file")
    find(driver, "#journal-file")[0].send_keys(os.path.abspath(path))
    wait(driver, ".grow-row", "STLSTREAM").click()
    wait(driver, ".ladder", "not told")
    find(driver, ".ladder .ev")[0].click()
    wait(driver, ".detail .json", "STLSTREAM")


def fill(box, count):
    """So many provisions over one connection, many at a time."""
    with socket.create_connection(HOST.split(":"), timeout=60) as line:
        head = "\r\n".join([f"POST /sandboxes/{box}/suv/v1/vouchers HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json",
                            f"Authorization: {TILL['Authorization']}", "Accept-Encoding: identity", "Content-Length: "])
        answers = line.makefile("rb")
        for begin in range(0, count, 20):
            bodies = [json.dumps(provision(amount=1000 + number, terminal=f"lane{number % 40:04}"))
                      for number in range(begin, min(begin + 20, count))]
            line.sendall("".join(f"{head}{len(body)}\r\n\r\n{body}" for body in bodies).encode())
            for _ in bodies:
                status, length = answers.readline().split()[1], 0
                while (field := answers.readline().strip()):
                    if field.lower().startswith(b"content-length:"):
                        length = int(field.split(b":")[1])
                answers.read(length)
                assert status == b"201", status


def check_many(driver):
    """Ten thousand transactions: 60 nodes at most, drawn within a second, and searched."""
    box = sandbox("many", scenario="flows/f1-dual-success")
    fill(box, 10_000)
    begin = time.time()
    show(driver, f"#/s/{box}", ".grow-row")
    took = time.time() - begin
    print(f"     10,000 transactions drawn in {took:.2f} s, {len(find(driver, '.grow-row'))} rows", flush=True)
    assert took < MANY_S, f"{took:.2f} s"
    assert len(find(driver, ".grow-row")) <= 60, len(find(driver, ".grow-row"))
    wait(driver, ".tabs [aria-current]", "10,000")
    begin = time.time()
    find(driver, "#filter")[0].send_keys("terminal:lane0007")
    until("the search", lambda: 0 < len(rows(driver)) and all("lane0007" in row for row in rows(driver)), 30)
    took = time.time() - begin
    print(f"     searched in {took:.2f} s", flush=True)
    assert took < MANY_S, f"{took:.2f} s"
    begin = time.time()
    show(driver, f"#/s/{box}?q=is:agree", ".banner")
    wait(driver, ".nothing", "Nothing fits", 30)
    print(f"     all judged, none found in {time.time() - begin:.2f} s", flush=True)
    begin = time.time()
    show(driver, "#/", ".pick")
    took = time.time() - begin
    assert took < MANY_S, f"the start after {took:.2f} s"
    show(driver, f"#/s/{box}", ".grow-row")
    body = find(driver, ".gbody")[0]

    def last():
        driver.execute_script("arguments[0].scrollTop = arguments[0].scrollHeight", body)
        return max(int(node.get_attribute("aria-rowindex")) for node in find(driver, ".grow-row"))

    until("far down", lambda: last() > 1_000, 30)
    assert len(find(driver, ".grow-row")) <= 60
    # Every later view would judge them again.
    driver.get("about:blank")
    call("DELETE", f"/_mock/sandboxes/{box}", timeout=60.0)


def check_token(driver):
    """The token is asked for, and kept in the tab; one in the address is taken and wiped from it."""
    mock = Mock("--admin-token", "a b")
    try:
        driver.get(mock.url)
        wait(driver, "dialog", "wants its admin token")
        find(driver, "dialog input")[0].send_keys("wrong", Keys.ENTER)
        wait(driver, "dialog", "not the right one")
        find(driver, "dialog input")[0].send_keys("a b", Keys.ENTER)
        wait(driver, ".bigurl")
        driver.execute_script("sessionStorage.clear()")
        driver.get("about:blank")
        driver.get(mock.lines[1].removeprefix("console "))
        wait(driver, ".bigurl")
        assert "token" not in driver.current_url, driver.current_url
        wait(driver, ".pill", "Live")
    finally:
        driver.get("about:blank")
        mock.stop()


def check_foreign_page(driver):
    """A page of another origin can neither move a clock nor read a journal."""
    box, other = sandbox("victim", clock="manual"), Mock()
    try:
        before = call("GET", f"/_mock/sandboxes/{box}")[1]["now"]
        driver.get(other.url)
        driver.set_script_timeout(20)
        for path, body in ((f"sandboxes/{box}/clock", '{"advance":"24h"}'), ("stop", "")):
            driver.execute_async_script(
                "const [url, body, done] = arguments;"
                "fetch(url, {method: 'POST', mode: 'no-cors', body}).then(() => done(), () => done())",
                f"{BASE}/_mock/{path}", body)
        read = driver.execute_async_script(
            "const [url, done] = arguments; fetch(url).then((a) => a.text()).then(done, () => done(null))",
            f"{BASE}/_mock/sandboxes/{box}/journal")
        assert not read, read
        assert call("GET", f"/_mock/sandboxes/{box}")[1]["now"] == before
        driver.get_log("browser")
    finally:
        driver.get("about:blank")
        other.stop()


def check_rebinding(driver):
    """Under a name that was pointed at this machine there is neither page nor control API."""
    strange = browser(1280, 860, "--host-resolver-rules=MAP evil.example 127.0.0.1")
    try:
        port = urlsplit(BASE).port
        for path in ("/", "/_mock/sandboxes/default/journal"):
            strange.get(f"http://evil.example:{port}{path}")
            wait(strange, "body", "does not answer to the name")
    finally:
        strange.quit()


def check_restart(driver):
    """When the mock goes the page says so; when it is back the page is, too, without a key pressed."""
    mock = Mock()
    port = urlsplit(mock.url).port
    try:
        driver.get(f"{mock.url}/#/s/default")
        wait(driver, ".banner", "Waiting")
        wait(driver, ".pill", "Live")
        mock.stop()
        wait(driver, ".pill", "Reconnecting")
        mock = Mock(port=port)
        wait(driver, ".pill", "Live", 20)
        click(driver, "Send a sample sale", ".head button")
        wait(driver, ".ladder .rung")
        driver.get_log("browser")
    finally:
        driver.get("about:blank")
        mock.stop()


VIEWS = {
    "start": "#/", "sandboxes": "#/sandboxes", "transactions": "#/s/shown", "transaction": "#/s/shown/t/{sale}?m=3",
    "compare": "#/s/shown/t/{sale}?m=3&pane=compare", "journal": "#/s/shown/journal", "record": "#/s/shown/journal?m=2",
    "verdict": "#/s/shown/verdict", "scenario": "#/s/shown/scenario", "queue": "#/s/waiting/queue", "empty": "#/s/fresh",
    "nothing": "#/s/no-such", "scenarios": "#/scenarios", "one-scenario": "#/scenarios/flows/stellr-reversal-keeps-voucher",
    "editor": "#/edit", "providers": "#/providers", "reports": "#/reports", "file": "#/file",
}
RUN_AXE = """const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']})
  .then((result) => done(result.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.target.join(' ')
    + ' ' + (node.failureSummary || '').split('\\n').slice(1, 3).join(' ')).join(' | '))), (error) => done([String(error)]));"""


def check_access(driver):
    """axe finds nothing on any view: light, dark, at 400 px."""
    sandbox("shown", scenario="flows/stellr-reversal-keeps-voucher", seed=7)
    sale = sell("shown", retries=1, receiver="Stellr", product="STLSTREAM", amount=19900)
    sell("shown")
    sandbox("waiting", scenario="chaos/provider-offline", clock="manual")
    sell("waiting")
    sandbox("fresh")
    found = []
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 400)):
        resize(driver, width)
        looks(driver, scheme)
        for name, address in VIEWS.items():
            show(driver, address.format(sale=sale), "main h1, main h2, main .banner, .ladder")
            still(driver)
            driver.save_screenshot(f"{PICTURES}/{name}-{scheme}-{width}.png")
            driver.execute_script(AXE)
            found += [f"{name} {scheme} {width}: {one}" for one in driver.execute_async_script(RUN_AXE)]
            wide = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                found.append(f"{name} {scheme} {width}: {wide} px too wide")
    resize(driver, 1280)
    looks(driver, "light")
    assert not found, "\n    " + "\n    ".join(found)


def main():
    os.makedirs(PICTURES, exist_ok=True)
    checks = [(name[6:], check) for name, check in globals().items() if name.startswith("check_") and ONLY in name]
    driver = browser()
    driver.set_script_timeout(60)
    failed = 0
    for name, check in checks:
        begin = time.time()
        try:
            # A new tab has a size of its own.
            resize(driver, 1280)
            check(driver)
            said = complaints(driver, ("404", "401", "Password field"))
            assert not said, said
            print(f"ok   {name} ({time.time() - begin:.1f} s)", flush=True)
        except Exception as error:
            failed += 1
            last = traceback.extract_tb(error.__traceback__)[-1]
            print(f"FAIL {name}: {check.__doc__}\n    {type(error).__name__}: {str(error)[:3000]} (line {[f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == __file__]})", flush=True)
            try:
                driver.save_screenshot(f"{PICTURES}/failed-{name}.png")
                complaints(driver)
            except Exception:
                driver.quit()
                driver = browser()
    driver.quit()
    MAIN.stop()
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
