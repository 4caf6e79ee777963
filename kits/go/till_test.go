package electrummock_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"
)

// A till is a small one to try the tests with, in the place of yours.
type till struct {
	url      string
	timeout  time.Duration
	reverses bool
}

var (
	identifiers = regexp.MustCompile(`"thirdPartyIdentifiers": ?(\[[^]]*])`)
	messages    int
)

func uuid() string {
	messages++
	return fmt.Sprintf("%08x-0000-4000-8000-%012x", messages, time.Now().UnixNano()&0xffffffffffff)
}

func now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000Z") }

const provisionForm = `{"id": %q, "time": %q, "client": {"id": "22222222", "name": "Till Co"}, "originator":
 {"institution": {"id": "22222222", "name": "Till Co"}, "terminalId": "term0001", "merchant":
  {"merchantType": "5411", "merchantId": "merchant0000001", "merchantName":
   {"name": "Corner Shop", "city": "Cape Town", "region": "WC", "country": "ZA"}}},
 "receiver": {"id": "33333333333", "name": "OTT"},
 "thirdPartyIdentifiers": [{"institutionId": "22222222", "transactionIdentifier": "123456789012"}],
 "amounts": {"requestAmount": {"amount": 10000, "currency": "710"}}, "product": {"productId": "prodId01"}}`

// sell sells a voucher; true if the customer has it.
func (t till) sell() bool {
	id := uuid()
	provision := fmt.Sprintf(provisionForm, id, now())
	status, answer := t.send("/vouchers", provision)
	for retry := 0; retry < 3 && isUnknown(status); retry++ {
		time.Sleep(110 * time.Millisecond)
		status, answer = t.send("/vouchers/"+id+"/retry", provision)
	}
	if status == http.StatusCreated {
		t.advise("/vouchers/confirmations", id, answer,
			`"tenders": [{"tenderType": "CASH", "amount": {"amount": 10000, "currency": "710"}}]`)
		return true
	}
	if isUnknown(status) && t.reverses {
		t.advise("/vouchers/reversals", id, provision, `"reversalReason": "TIMEOUT"`)
	}
	return false
}

func (t till) advise(path, provision, source, more string) {
	advice := fmt.Sprintf(`{"id": %q, "requestId": %q, "time": %q, "thirdPartyIdentifiers": %s, %s}`,
		uuid(), provision, now(), identifiers.FindStringSubmatch(source)[1], more)
	for {
		if status, _ := t.send(path, advice); !isUnknown(status) {
			return
		}
		time.Sleep(110 * time.Millisecond)
	}
}

// send returns status and body of the answer; status 0 if there is none.
func (t till) send(path, body string) (int, string) {
	request, err := http.NewRequest(http.MethodPost, t.url+path, bytes.NewBufferString(body))
	if err != nil {
		panic(err)
	}
	request.SetBasicAuth("22222222", "secret")
	request.Header.Set("Content-Type", "application/json")
	client := http.Client{Timeout: t.timeout}
	response, err := client.Do(request)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || !json.Valid(answer) {
		return 0, ""
	}
	return response.StatusCode, string(answer)
}

func isUnknown(status int) bool { return status == 0 || status >= 500 }
