;; before
 (func $~lib/proxy-wasm-as/assembly/abi/end-filter/outOfMemory
  ;;@ ~lib/proxy-wasm-as/assembly/abi/end-filter.ts:19:2
  (drop
   ;;@
   (call $~lib/proxy-wasm-as/assembly/abi/env/proxy_log
    ;;@ ~lib/proxy-wasm-as/assembly/abi/end-filter.ts:19:12
    (global.get $~lib/proxy-wasm-as/assembly/abi/enums/LogLevel.Critical)
    ;;@ ~lib/proxy-wasm-as/assembly/abi/end-filter.ts:19:31
    (global.get $~lib/proxy-wasm-as/assembly/abi/end-filter/LINE)
    ;;@ ~lib/proxy-wasm-as/assembly/abi/end-filter.ts:19:37
    (global.get $~lib/proxy-wasm-as/assembly/abi/end-filter/LENGTH)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/end-filter.ts:20:2
  (unreachable)
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/abi/end-filter/outOfMemory
  (unreachable)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/collector/collectInTurn
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collector.ts:154:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collector.ts:154:6
   (i32.le_u
    (call $~lib/proxy-wasm-as/assembly/abi/turn/openTurns)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collector.ts:154:21
    (i32.const 1)
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collector.ts:154:24
    (call $~lib/proxy-wasm-as/assembly/runtime/collector/collect)
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/collector/collectInTurn
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/turn/enter
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:16:2
  (call $~lib/proxy-wasm-as/assembly/abi/turn/openTurn)
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/turn/enter
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/turn/leave
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:21:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:21:6
   (i32.ne
    (call $~lib/proxy-wasm-as/assembly/abi/turn/closeTurn)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:21:21
    (i32.const 0)
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:21:24
    (return)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:22:2
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:22:6
   (i32.eq
    (i32.const 1)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:22:21
    (global.get $~lib/proxy-wasm-as/assembly/runtime/turn/STUB)
   )
  )
  ;;@
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:27:6
   (i32.eq
    (i32.const 1)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:27:21
    (global.get $~lib/proxy-wasm-as/assembly/runtime/turn/MINIMAL)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:27:30
  (block
   ;;@
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:28:8
    (global.get $~lib/proxy-wasm-as/assembly/features/HAS_COMPILER_RUNTIME)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/turn.ts:29:9
   (call $~lib/proxy-wasm-as/assembly/runtime/collector/collectIfDue)
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/turn/leave
  (nop)
 )
