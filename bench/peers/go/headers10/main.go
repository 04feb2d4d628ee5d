// Gets 10 headers, sets 8, removes 1, and iterates over all of them.
package main

import (
	"strconv"

	"github.com/proxy-wasm/proxy-wasm-go-sdk/proxywasm"
	"github.com/proxy-wasm/proxy-wasm-go-sdk/proxywasm/types"
)

func main() {}

func init() {
	proxywasm.SetVMContext(&vm{})
}

type vm struct{ types.DefaultVMContext }

func (*vm) NewPluginContext(uint32) types.PluginContext { return &plugin{} }

type plugin struct{ types.DefaultPluginContext }

func (*plugin) NewHttpContext(uint32) types.HttpContext { return &filter{} }

var names = []string{"x-h0", "x-h1", "x-h2", "x-h3", "x-h4", "x-h5", "x-h6", "x-h7"}

type filter struct {
	types.DefaultHttpContext
	sum int
}

func (f *filter) OnHttpRequestHeaders(int, bool) types.Action {
	path, _ := proxywasm.GetHttpRequestHeader(":path")
	agent, _ := proxywasm.GetHttpRequestHeader("user-agent")
	lengths := 0
	for _, name := range names {
		value, _ := proxywasm.GetHttpRequestHeader(name)
		lengths += len(value)
	}
	proxywasm.AddHttpRequestHeader("x-add-0", path)
	proxywasm.AddHttpRequestHeader("x-add-1", agent)
	proxywasm.AddHttpRequestHeader("x-add-2", strconv.Itoa(lengths))
	all, _ := proxywasm.GetHttpRequestHeaders()
	for _, header := range all {
		f.sum += len(header[0]) + len(header[1])
	}
	return types.ActionContinue
}

func (f *filter) OnHttpResponseHeaders(int, bool) types.Action {
	proxywasm.ReplaceHttpResponseHeader("x-set-0", "value-0")
	proxywasm.ReplaceHttpResponseHeader("x-set-1", "value-1")
	proxywasm.ReplaceHttpResponseHeader("x-set-2", "value-2")
	proxywasm.ReplaceHttpResponseHeader("x-set-3", "value-3")
	proxywasm.RemoveHttpResponseHeader("x-remove")
	proxywasm.ReplaceHttpResponseHeader("x-set-4", strconv.Itoa(f.sum))
	return types.ActionContinue
}
