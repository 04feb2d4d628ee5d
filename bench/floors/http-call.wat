;; One call with prepared headers, and continue on its answer.
(module
  (import "env" "proxy_http_call"
    (func $call
      (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_set_effective_context"
    (func $activate (param i32) (result i32)))
  (import "env" "proxy_continue_stream"
    (func $continue (param i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 16) "auth")
  (data (i32.const 32) "\03\00\00\00")
  (data (i32.const 36) "\07\00\00\00\03\00\00\00")
  (data (i32.const 44) "\05\00\00\00\06\00\00\00")
  (data (i32.const 52) "\0a\00\00\00\04\00\00\00")
  (data (i32.const 60) ":method\00GET\00:path\00/check\00:authority\00auth\00")
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  ;; Streams are kept at 65536 by the token of their call, 16,384 of them.
  (func $slot (param $token i32) (result i32)
    (i32.add
      (i32.const 65536)
      (i32.and
        (local.get $token)
        (i32.const 0xfffc))))
  (func (export "proxy_on_context_create") (param i32 i32))
  (func (export "proxy_on_delete") (param i32))
  (func (export "proxy_on_request_headers")
    (param $id i32) (param i32 i32) (result i32)
    (drop (call $call
      (i32.const 16) (i32.const 4)
      (i32.const 32) (i32.const 69)
      (i32.const 0) (i32.const 0)
      (i32.const 0) (i32.const 0)
      (i32.const 5000) (i32.const 24)))
    (i32.store
      (call $slot (i32.load (i32.const 24)))
      (local.get $id))
    (i32.const 1))
  (func (export "proxy_on_http_call_response")
    (param $root i32) (param $token i32) (param i32 i32 i32)
    (drop (call $activate (i32.load (call $slot (local.get $token)))))
    (drop (call $continue (i32.const 0)))))
