;; One callback that reads a header and logs it behind a few words.
(module
  (import "env" "proxy_get_header_map_value"
    (func $get (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) ":path")
  ;; The host writes the path behind the words.
  (data (i32.const 1024) "request path: ")
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param i32) (result i32) (i32.const 1038))
  (func (export "proxy_on_request_headers")
    (param i32 i32 i32) (result i32)
    (drop (call $get
      (i32.const 0)
      (i32.const 16) (i32.const 5)
      (i32.const 32) (i32.const 36)))
    (drop (call $log
      (i32.const 2)
      (i32.const 1024)
      (i32.add (i32.load (i32.const 36)) (i32.const 14))))
    (i32.const 0)))
