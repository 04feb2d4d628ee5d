// Runs a scenario in the emulator of the Go SDK, and prints what was seen as JSON:
//
//	go run . MODULE.wasm SCENARIO.json
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	"github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/proxytest"
	"github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/types"
)

type message struct {
	Headers [][2]string `json:"headers"`
	Body    []string    `json:"body"`
}

type passed struct {
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
}

type scenario struct {
	RootID        string    `json:"rootId"`
	Configuration string    `json:"configuration"`
	Request       *message  `json:"request"`
	Response      message   `json:"response"`
	Calls         []message `json:"calls"`
}

type call struct {
	Cluster string      `json:"cluster"`
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
}

type result struct {
	Upstream   *passed  `json:"upstream"`
	Downstream *passed  `json:"downstream"`
	Logs       []string `json:"logs"`
	Calls      []call   `json:"calls"`
	Error      string   `json:"error,omitempty"`
}

type runner struct {
	host  proxytest.HostEmulator
	id    uint32
	calls []message
	seen  *result
	next  int
}

// isLetOn answers calls until the filter lets the message go on; false where it never does.
func (r *runner) isLetOn(action types.Action) bool {
	for action != types.ActionContinue && r.host.GetSentLocalResponse(r.id) == nil {
		made := r.host.GetCalloutAttributesFromContext(r.id)
		if r.next >= len(made) || len(r.calls) == 0 {
			return false
		}
		one, answer := made[r.next], r.calls[0]
		r.next, r.calls = r.next+1, r.calls[1:]
		r.host.CallOnHttpCallResponse(one.CalloutID, answer.Headers, nil, []byte(join(answer.Body)))
		action = r.host.GetCurrentHttpStreamAction(r.id)
	}
	return r.host.GetSentLocalResponse(r.id) == nil
}

// pass leads a message through the filter; nil where nothing comes out.
func (r *runner) pass(
	m *message,
	headers func(uint32, [][2]string, bool) types.Action,
	body func(uint32, []byte, bool) types.Action,
	seenHeaders func(uint32) [][2]string,
	seenBody func(uint32) []byte,
) *passed {
	if !r.isLetOn(headers(r.id, m.Headers, len(m.Body) == 0)) {
		return nil
	}
	out := ""
	for at, part := range m.Body {
		isEnd := at+1 == len(m.Body)
		action := body(r.id, []byte(part), isEnd)
		if (action == types.ActionContinue || isEnd) && r.isLetOn(action) {
			out += string(seenBody(r.id))
		}
	}
	return &passed{seenHeaders(r.id), out}
}

func join(parts []string) (all string) {
	for _, part := range parts {
		all += part
	}
	return all
}

func run(module []byte, s scenario, seen *result) {
	// A module that lacks a callback, or traps, makes the emulator panic.
	defer func() {
		if problem := recover(); problem != nil {
			seen.Error = fmt.Sprint(problem)
		}
	}()
	vm, err := proxytest.NewWasmVMContext(module)
	if err != nil {
		panic(err)
	}
	defer vm.Close()
	option := proxytest.NewEmulatorOption().WithVMContext(vm).
		WithPluginConfiguration([]byte(s.Configuration)).
		WithProperty([]string{"plugin_root_id"}, []byte(s.RootID))
	host, reset := proxytest.NewHostEmulator(option)
	defer reset()
	defer func() {
		for level, lines := range [][]string{
			host.GetTraceLogs(), host.GetDebugLogs(), host.GetInfoLogs(),
			host.GetWarnLogs(), host.GetErrorLogs(), host.GetCriticalLogs(),
		} {
			names := []string{"trace", "debug", "info", "warn", "error", "critical"}
			for _, line := range lines {
				seen.Logs = append(seen.Logs, names[level]+" "+line)
			}
		}
	}()
	if !bool(host.StartVM()) || !bool(host.StartPlugin()) {
		panic("refused")
	}
	if s.Request == nil {
		return
	}
	r := runner{host: host, id: host.InitializeHttpContext(), calls: s.Calls, seen: seen}
	seen.Upstream = r.pass(s.Request, host.CallOnRequestHeaders, host.CallOnRequestBody,
		host.GetCurrentRequestHeaders, host.GetCurrentRequestBody)
	if seen.Upstream != nil {
		seen.Downstream = r.pass(&s.Response, host.CallOnResponseHeaders, host.CallOnResponseBody,
			host.GetCurrentResponseHeaders, host.GetCurrentResponseBody)
	}
	for _, made := range host.GetCalloutAttributesFromContext(r.id) {
		seen.Calls = append(seen.Calls, call{made.Upstream, made.Headers, string(made.Body)})
	}
	if local := host.GetSentLocalResponse(r.id); local != nil {
		status := [2]string{":status", strconv.Itoa(int(local.StatusCode))}
		seen.Downstream = &passed{append([][2]string{status}, local.Headers...), string(local.Data)}
	}
	host.CompleteHttpContext(r.id)
}

func main() {
	module, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		panic(err)
	}
	var s scenario
	if err := json.Unmarshal(text, &s); err != nil {
		panic(err)
	}
	seen := result{Logs: []string{}, Calls: []call{}}
	run(module, s, &seen)
	if err := json.NewEncoder(os.Stdout).Encode(seen); err != nil {
		panic(err)
	}
}
