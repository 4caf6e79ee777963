from concurrent.futures import ThreadPoolExecutor

import pytest

from till import Till


@pytest.mark.electrum("f1-dual-success")
def test_confirms_the_voucher(sandbox):
    assert Till(sandbox.url).sell()
    sandbox.wait_for("confirm")
    sandbox.assert_pass()


@pytest.mark.electrum("f4-till-timeout-retries-fail")
def test_notices_a_till_that_does_not_reverse(sandbox):
    Till(sandbox.url, timeout=0.2, reverses=False).sell()
    with pytest.raises(pytest.fail.Exception, match="D5 fail: "):
        sandbox.assert_pass()


LOST_REPLY = """
rules:
  - name: reply-lost
    on: [provision]
    replies: [{lost: reply, hold: 90s}]
"""


@pytest.mark.electrum(yaml=LOST_REPLY, clock="manual")
def test_asks_again_when_the_reply_is_lost(sandbox):
    with ThreadPoolExecutor() as background:
        sale = background.submit(Till(sandbox.url, timeout=60).sell)
        sandbox.wait_for("provision")
        sandbox.advance("90s")
        assert sale.result()
    assert [one["state"] for one in sandbox.transactions] == ["confirmed"]
    sandbox.assert_pass()
