// Package electrummock gives each test a sandbox of the electrum-mock at ELECTRUM_MOCK_ADMIN, or of one
// that it starts (ELECTRUM_MOCK_BIN, else electrum-mock on the PATH) and that ends with the tests.
package electrummock

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// A Play is the set-up of a sandbox: a scenario by its name or its text, and a "real" or "manual" clock.
type Play struct {
	Scenario string `json:"scenario,omitempty"`
	YAML     string `json:"yaml,omitempty"`
	Seed     uint64 `json:"seed,omitempty"`
	Clock    string `json:"clock,omitempty"`
}

// A Sandbox belongs to one test: ledger, journal, clock and queues of its own.
type Sandbox struct {
	// URL is the base URL for the till; it ends in /suv/v1.
	URL  string
	t    testing.TB
	path string
}

// A Transaction is a provision as the switch and the provider see it.
type Transaction struct{ ID, State, ProviderState string }

// New makes a sandbox, which is removed after the test.
func New(t testing.TB, play Play) *Sandbox {
	t.Helper()
	name := regexp.MustCompile(`[^A-Za-z0-9._-]`).ReplaceAllString(t.Name(), "-")
	s := &Sandbox{t: t, path: fmt.Sprintf("/sandboxes/%.45s-%x", name, time.Now().UnixNano())}
	setup, err := json.Marshal(play)
	s.check(err)
	s.ask(s, "PUT", "", string(setup))
	t.Cleanup(func() { s.ask(nil, "DELETE", "", "") })
	return s
}

// Await waits, for 10 seconds at most, until so many messages of an operation have arrived.
func (s *Sandbox) Await(operation string, count int) {
	s.t.Helper()
	var found struct{ Satisfied bool }
	s.ask(&found, "GET", fmt.Sprintf("/journal/await?operation=%s&count=%d", operation, count), "")
	if !found.Satisfied {
		s.t.Fatalf("%d times %s expected within 10s", count, operation)
	}
}

// Advance moves a manual clock; what falls due on the way happens.
func (s *Sandbox) Advance(span time.Duration) {
	s.t.Helper()
	s.ask(nil, "POST", "/clock", fmt.Sprintf(`{"advance": "%dms"}`, span.Milliseconds()))
}

// Transactions returns the provisions, the newest first.
func (s *Sandbox) Transactions() []Transaction {
	s.t.Helper()
	var list struct{ Transactions []Transaction }
	s.ask(&list, "GET", "/transactions?limit=10000", "")
	return list.Transactions
}

// Findings returns a line for each reason why the till has not passed.
func (s *Sandbox) Findings() (findings []string) {
	s.t.Helper()
	lines := json.NewDecoder(strings.NewReader(s.ask(nil, "GET", "/report?format=lines&final=true", "")))
	for lines.More() {
		var line struct{ ID, Verdict, Message string }
		s.check(lines.Decode(&line))
		if line.Verdict == "fail" || line.Verdict == "inconclusive" {
			findings = append(findings, line.ID+" "+line.Verdict+": "+line.Message)
		}
	}
	return findings
}

// AssertPass fails the test, with a line for each finding, unless the till has done all that it owes.
func (s *Sandbox) AssertPass() {
	s.t.Helper()
	if findings := s.Findings(); len(findings) > 0 {
		s.t.Errorf("the till does not pass:\n%s", strings.Join(findings, "\n"))
	}
}

func (s *Sandbox) ask(answer any, method, path, body string) string {
	s.t.Helper()
	once.Do(func() { admin, problem = start() })
	s.check(problem)
	request, err := http.NewRequest(method, admin+s.path+path, strings.NewReader(body))
	s.check(err)
	request.Header = http.Header{"Accept": {"text/plain"}, "Content-Type": {"application/json"},
		"Authorization": {"Bearer " + os.Getenv("ELECTRUM_MOCK_ADMIN_TOKEN")}}
	response, err := http.DefaultClient.Do(request)
	s.check(err)
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	s.check(err)
	if response.StatusCode >= 300 {
		s.t.Fatalf("electrum-mock: %s", content)
	}
	if answer != nil {
		s.check(json.Unmarshal(content, answer))
	}
	return string(content)
}

func (s *Sandbox) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

var once sync.Once
var admin string
var problem error

// start returns the address of the control API of a mock that ends with this process.
func start() (string, error) {
	if known := os.Getenv("ELECTRUM_MOCK_ADMIN"); known != "" {
		return known, nil
	}
	binary := os.Getenv("ELECTRUM_MOCK_BIN")
	if binary == "" {
		binary = "electrum-mock"
	}
	command := exec.Command(binary, "serve", "--quiet", "--stop-with-parent", "--listen", "127.0.0.1:0")
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		return "", err
	}
	var url string
	_, err = fmt.Fscanf(output, "electrum-mock listening on %s\n", &url)
	return strings.Replace(url, "/suv/v1", "/_mock", 1), err
}
