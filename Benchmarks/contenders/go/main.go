// A minimal net/http server that answers provisions as ../../Sources/Provisioning does.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/http"
	"sync"
)

var desk = struct {
	sync.Mutex
	provisions map[string]*Response
}{provisions: map[string]*Response{}}

// keep stores a response; false when its id was used before.
func keep(response *Response) bool {
	desk.Lock()
	defer desk.Unlock()
	if desk.provisions[response.ID] != nil {
		return false
	}
	desk.provisions[response.ID] = response
	return true
}

func provision(writer http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil || request.Method != http.MethodPost {
		writer.WriteHeader(http.StatusBadRequest)
		return
	}
	var parsed Request
	if json.Unmarshal(body, &parsed) != nil || !parsed.isComplete() {
		writer.WriteHeader(http.StatusBadRequest)
		return
	}
	response := parsed.response()
	if !keep(response) {
		writer.WriteHeader(http.StatusBadRequest)
		return
	}
	text, err := json.Marshal(response)
	if err != nil {
		writer.WriteHeader(http.StatusInternalServerError)
		return
	}
	writer.Header().Set("Content-Type", "application/json")
	writer.WriteHeader(http.StatusCreated)
	writer.Write(text)
}

func digits(count int) string {
	text := make([]byte, count)
	number := rand.Uint64()
	for index := range text {
		text[index] = '0' + byte(number%10)
		number /= 10
	}
	return string(text)
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	http.HandleFunc("/suv/v1/vouchers", provision)
	fmt.Printf("listening on http://%s/suv/v1\n", listener.Addr())
	panic(http.Serve(listener, nil))
}
