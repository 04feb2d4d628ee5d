// Asks another service about each request, and continues when it answers.
package main

import (
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

var headers = [][2]string{{":method", "GET"}, {":path", "/check"}, {":authority", "auth"}}

type filter struct{ types.DefaultHttpContext }

func (*filter) OnHttpRequestHeaders(int, bool) types.Action {
	proxywasm.DispatchHttpCall("auth", headers, nil, nil, 5000, func(int, int, int) {
		proxywasm.ResumeHttpRequest()
	})
	return types.ActionPause
}
