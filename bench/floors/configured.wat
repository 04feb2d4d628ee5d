;; Like add-header, with the two callbacks that every filter with state needs.
(module
  (import "env" "proxy_replace_header_map_value"
    (func $set (param i32 i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "helloworld")
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "proxy_on_context_create") (param i32 i32))
  (func (export "proxy_on_delete") (param i32))
  (func (export "proxy_on_response_headers")
    (param i32 i32 i32) (result i32)
    (drop (call $set
      (i32.const 2)
      (i32.const 16) (i32.const 5)
      (i32.const 21) (i32.const 5)))
    (i32.const 0)))
