package electrummock_test

import (
	"strings"
	"testing"
	"time"

	"electrummock"
)

func TestConfirmsTheVoucher(t *testing.T) {
	sandbox := electrummock.New(t, electrummock.Play{Scenario: "f1-dual-success"})
	if !(till{sandbox.URL, 5 * time.Second, true}).sell() {
		t.Fatal("no voucher")
	}
	sandbox.Await("confirm", 1)
	sandbox.AssertPass()
}

func TestNoticesATillThatDoesNotReverse(t *testing.T) {
	sandbox := electrummock.New(t, electrummock.Play{Scenario: "f4-till-timeout-retries-fail"})
	till{sandbox.URL, 200 * time.Millisecond, false}.sell()
	findings := strings.Join(sandbox.Findings(), "\n")
	if !strings.Contains(findings, "D5 fail: ") {
		t.Error(findings)
	}
}

const lostReply = `
rules:
  - name: reply-lost
    on: [provision]
    replies: [{lost: reply, hold: 90s}]
`

func TestAsksAgainWhenTheReplyIsLost(t *testing.T) {
	sandbox := electrummock.New(t, electrummock.Play{YAML: lostReply, Clock: "manual"})
	sold := make(chan bool)
	go func() { sold <- till{sandbox.URL, time.Minute, true}.sell() }()
	sandbox.Await("provision", 1)
	sandbox.Advance(90 * time.Second)
	if !<-sold || sandbox.Transactions()[0].State != "confirmed" {
		t.Error(sandbox.Transactions())
	}
	sandbox.AssertPass()
}
