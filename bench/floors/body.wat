;; Copies the body in, converts eight bytes at a time to upper case, copies it out.
(module
  (import "env" "proxy_remove_header_map_value"
    (func $remove (param i32 i32 i32) (result i32)))
  (import "env" "proxy_get_buffer_bytes"
    (func $get (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_set_buffer_bytes"
    (func $set (param i32 i32 i32 i32 i32) (result i32)))
  ;; 2 MiB: the largest body of the bench, and the page before it.
  (memory (export "memory") 32)
  (data (i32.const 16) "content-length")
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param i32) (result i32) (i32.const 65536))
  (func (export "proxy_on_request_headers")
    (param i32 i32 i32) (result i32)
    (drop (call $remove (i32.const 0) (i32.const 16) (i32.const 14)))
    (i32.const 0))
  ;; Bit 7 of each byte of the mask marks a letter from a to z. Bytes above 0x7F
  ;; stay as they are.
  (func $upper (param $word i64) (result i64)
    (local $low i64) (local $mask i64)
    (local.set $low
      (i64.and (local.get $word) (i64.const 0x7f7f7f7f7f7f7f7f)))
    (local.set $mask
      (i64.and
        (i64.and
          (i64.add (local.get $low) (i64.const 0x1f1f1f1f1f1f1f1f))
          (i64.xor
            (i64.add (local.get $low) (i64.const 0x0505050505050505))
            (i64.const -1)))
        (i64.and
          (i64.xor (local.get $word) (i64.const -1))
          (i64.const 0x8080808080808080))))
    (i64.xor
      (local.get $word)
      (i64.shr_u (local.get $mask) (i64.const 2))))
  (func (export "proxy_on_request_body")
    (param $id i32) (param $size i32) (param $end i32) (result i32)
    (local $at i32) (local $stop i32)
    (if (i32.eqz (local.get $end)) (then (return (i32.const 1))))
    (drop (call $get
      (i32.const 0) (i32.const 0) (local.get $size)
      (i32.const 32) (i32.const 36)))
    (local.set $at (i32.load (i32.const 32)))
    (local.set $stop (i32.add (local.get $at) (local.get $size)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $stop)))
        (i64.store (local.get $at) (call $upper (i64.load (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $next)))
    (drop (call $set
      (i32.const 0) (i32.const 0) (i32.const -1)
      (i32.load (i32.const 32)) (local.get $size)))
    (i32.const 0)))
