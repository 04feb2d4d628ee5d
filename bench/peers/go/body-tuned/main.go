// The same as body, eight bytes at a time.
package main

import (
	"encoding/binary"

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

type filter struct{ types.DefaultHttpContext }

func (*filter) OnHttpRequestHeaders(int, bool) types.Action {
	proxywasm.RemoveHttpRequestHeader("content-length")
	return types.ActionContinue
}

func (*filter) OnHttpRequestBody(size int, endOfStream bool) types.Action {
	if !endOfStream {
		return types.ActionPause
	}
	body, err := proxywasm.GetHttpRequestBody(0, size)
	if err == nil {
		toUpperCase(body)
		proxywasm.ReplaceHttpRequestBody(body)
	}
	return types.ActionContinue
}

func toUpperCase(body []byte) {
	at := 0
	for ; at+8 <= len(body); at += 8 {
		word := body[at : at+8]
		binary.LittleEndian.PutUint64(word, upperCase(binary.LittleEndian.Uint64(word)))
	}
	for ; at < len(body); at++ {
		if letter := body[at]; letter >= 'a' && letter <= 'z' {
			body[at] = letter - ('a' - 'A')
		}
	}
}

// The high bit that marks a to z becomes the bit 0x20.
func upperCase(word uint64) uint64 {
	low := word & 0x7f7f7f7f7f7f7f7f
	fromA := low + 0x1f1f1f1f1f1f1f1f
	pastZ := low + 0x0505050505050505
	letters := fromA &^ pastZ &^ word & 0x8080808080808080
	return word ^ (letters >> 2)
}
