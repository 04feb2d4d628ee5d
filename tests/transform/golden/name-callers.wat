;; before
 (func $garbage/once (param $count i32) (result i32)
  (local $1 i32)
  (local.set $1
   ;;@ garbage.ts:24:9
   (call $garbage/Entry#constructor
    ;;@
    (i32.const 0)
    ;;@
    (local.tee $1
     ;;@ garbage.ts:24:19
     (call $~lib/number/I32#toString
      (local.get $count)
      ;;@ ~lib/number.ts:78:35
      (i32.const 10)
     )
    )
    ;;@ garbage.ts:24:37
    (local.get $count)
    ;;@ garbage.ts:24:44
    (i32.const 0)
   )
  )
  ;;@ garbage.ts:24:2
  (return
   ;;@
   (local.get $1)
  )
 )
;; after
 (func $garbage/once (param $count i32) (result i32)
  (local $1 i32)
  (local.set $1
   ;;@ garbage.ts:24:9
   (call $garbage/Entry#constructor
    ;;@
    (i32.const 0)
    ;;@
    (local.tee $1
     ;;@ garbage.ts:24:19
     (call $~lib/number/I32#toString
      (local.get $count)
      ;;@
      (block (result i32)
       (global.set $~lib/proxy-wasm-as/assembly/globals/caller/callerFile
        (i32.const 1)
       )
       (global.set $~lib/proxy-wasm-as/assembly/globals/caller/callerPlace
        (i32.const 98324)
       )
       ;;@ ~lib/number.ts:78:35
       (i32.const 10)
      )
     )
    )
    ;;@ garbage.ts:24:37
    (local.get $count)
    ;;@ garbage.ts:24:44
    (i32.const 0)
   )
  )
  ;;@ garbage.ts:24:2
  (return
   ;;@
   (local.get $1)
  )
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/host-entry/beginEntry
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:17:2
  (call $~lib/proxy-wasm-as/assembly/abi/entry-depth/raiseDepth)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:18:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/endKept)
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/host-entry/beginEntry
  (global.set $~lib/proxy-wasm-as/assembly/globals/caller/callerFile
   (i32.const 0)
  )
  (block
   (call $~lib/proxy-wasm-as/assembly/abi/entry-depth/raiseDepth)
   (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/endKept)
  )
 )
