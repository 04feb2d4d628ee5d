;; 10 gets, 8 sets, 1 remove, and the lengths of all pairs, without any string.
(module
  (import "env" "proxy_get_header_map_value"
    (func $get (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_get_header_map_pairs"
    (func $pairs (param i32 i32 i32) (result i32)))
  (import "env" "proxy_add_header_map_value"
    (func $add (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_replace_header_map_value"
    (func $set (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_remove_header_map_value"
    (func $remove (param i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 64) ":pathuser-agent")
  (data (i32.const 96) "x-h0x-h1x-h2x-h3x-h4x-h5x-h6x-h7")
  (data (i32.const 160) "x-add-0x-add-1x-add-2")
  (data (i32.const 192) "x-set-0x-set-1x-set-2x-set-3x-set-4x-remove")
  (data (i32.const 256) "value-0value-1value-2value-3")
  ;; Blocks are at 8192 and above until the callback ends; sums are at 65536, one
  ;; for each of the last 16,384 streams.
  (global $top (mut i32) (i32.const 8192))
  (func (export "proxy_abi_version_0_2_1"))
  (func (export "malloc") (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (global.get $top))
    (global.set $top (i32.add (local.get $at) (local.get $size)))
    (local.get $at))
  (func (export "proxy_on_context_create") (param i32 i32))
  (func (export "proxy_on_delete") (param i32))
  (func $slot (param $id i32) (result i32)
    (i32.add
      (i32.const 65536)
      (i32.shl
        (i32.and (local.get $id) (i32.const 0x3fff))
        (i32.const 2))))
  ;; Writes digits before 64 and returns where they begin.
  (func $digits (param $value i32) (result i32)
    (local $at i32)
    (local.set $at (i32.const 64))
    (loop $next
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add
          (i32.rem_u (local.get $value) (i32.const 10))
          (i32.const 48)))
      (local.set $value (i32.div_u (local.get $value) (i32.const 10)))
      (br_if $next (local.get $value)))
    (local.get $at))
  (func (export "proxy_on_request_headers")
    (param $id i32) (param i32 i32) (result i32)
    (local $i i32) (local $lengths i32) (local $at i32) (local $stop i32)
    (local $sum i32)
    (global.set $top (i32.const 8192))
    (drop (call $get
      (i32.const 0) (i32.const 64) (i32.const 5)
      (i32.const 16) (i32.const 20)))
    (drop (call $get
      (i32.const 0) (i32.const 69) (i32.const 10)
      (i32.const 24) (i32.const 28)))
    (loop $next
      (drop (call $get
        (i32.const 0)
        (i32.add (i32.const 96) (i32.shl (local.get $i) (i32.const 2)))
        (i32.const 4)
        (i32.const 32) (i32.const 36)))
      (local.set $lengths
        (i32.add (local.get $lengths) (i32.load (i32.const 36))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 8))))
    (drop (call $add
      (i32.const 0) (i32.const 160) (i32.const 7)
      (i32.load (i32.const 16)) (i32.load (i32.const 20))))
    (drop (call $add
      (i32.const 0) (i32.const 167) (i32.const 7)
      (i32.load (i32.const 24)) (i32.load (i32.const 28))))
    (local.set $at (call $digits (local.get $lengths)))
    (drop (call $add
      (i32.const 0) (i32.const 174) (i32.const 7)
      (local.get $at) (i32.sub (i32.const 64) (local.get $at))))
    (drop (call $pairs (i32.const 0) (i32.const 32) (i32.const 36)))
    (local.set $at (i32.add (i32.load (i32.const 32)) (i32.const 4)))
    (local.set $stop
      (i32.add
        (local.get $at)
        (i32.shl (i32.load (i32.load (i32.const 32))) (i32.const 3))))
    (loop $each
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $each (i32.lt_u (local.get $at) (local.get $stop))))
    (i32.store (call $slot (local.get $id)) (local.get $sum))
    (i32.const 0))
  (func (export "proxy_on_response_headers")
    (param $id i32) (param i32 i32) (result i32)
    (local $offset i32) (local $at i32)
    (loop $next
      (drop (call $set
        (i32.const 2)
        (i32.add (i32.const 192) (local.get $offset)) (i32.const 7)
        (i32.add (i32.const 256) (local.get $offset)) (i32.const 7)))
      (local.set $offset (i32.add (local.get $offset) (i32.const 7)))
      (br_if $next (i32.lt_u (local.get $offset) (i32.const 28))))
    (drop (call $remove (i32.const 2) (i32.const 227) (i32.const 8)))
    (local.set $at
      (call $digits (i32.load (call $slot (local.get $id)))))
    (drop (call $set
      (i32.const 2) (i32.const 220) (i32.const 7)
      (local.get $at) (i32.sub (i32.const 64) (local.get $at))))
    (i32.const 0)))
