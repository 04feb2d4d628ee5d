;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectAfterCallback
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:43:2
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:43:6
   (i32.eq
    (i32.const 1)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:43:21
    (global.get $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/STUB)
   )
  )
  ;;@
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:48:6
   (i32.eq
    (i32.const 1)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:48:21
    (global.get $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/MINIMAL)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:48:30
  (block
   ;;@
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:49:8
    (global.get $~lib/proxy-wasm-as/assembly/features/HAS_COMPILER_RUNTIME)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:50:9
   (call $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectIfDue)
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectAfterCallback
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectUnlessNested
  (local $used i32)
  (local $1 i32)
  (local $2 i32)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:65:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:65:6
   (i32.gt_u
    (call $~lib/proxy-wasm-as/assembly/abi/entry-depth/entryDepth)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:65:21
    (i32.const 1)
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:65:24
    (return)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:66:2
  (call $~lib/proxy-wasm-as/assembly/runtime/collector/collect)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:67:2
  (local.set $used
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:67:15
   (block $~lib/proxy-wasm-as/assembly/runtime/block/Block.get:used|inlined.1 (result i32)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/block.ts:106:4
    (br $~lib/proxy-wasm-as/assembly/runtime/block/Block.get:used|inlined.1
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/block.ts:106:11
     (global.get $~lib/proxy-wasm-as/assembly/runtime/block/used)
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:68:2
  (global.set $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/due
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:68:8
   (i32.add
    (local.get $used)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:68:15
    (call $~lib/proxy-wasm-as/assembly/runtime/block/reserve
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:68:23
     (select
      ;;@
      (local.tee $1
       ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:68:27
       (global.get $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/LEAST)
      )
      ;;@
      (local.tee $2
       ;;@ ~lib/proxy-wasm-as/assembly/runtime/collection-schedule.ts:68:34
       (local.get $used)
      )
      ;;@
      (i32.gt_u
       (local.get $1)
       (local.get $2)
      )
     )
    )
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectUnlessNested
  (nop)
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
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/host-entry/endEntry
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:23:2
  (call $~lib/proxy-wasm-as/assembly/abi/active-context/forgetActiveContext)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:24:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/endKept)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:25:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:25:6
   (i32.eq
    (call $~lib/proxy-wasm-as/assembly/abi/entry-depth/lowerDepth)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:25:22
    (i32.const 0)
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:25:25
    (call $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectAfterCallback)
   )
   (else
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/host-entry.ts:26:7
    (call $~lib/proxy-wasm-as/assembly/abi/memory/clearOut)
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/host-entry/endEntry
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/out-of-memory/outOfMemory
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:22:2
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:22:6
   (global.get $~lib/proxy-wasm-as/assembly/features/HAS_SCRIPTS)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:23:2
  (drop
   ;;@
   (call $~lib/proxy-wasm-as/assembly/abi/env/proxy_log
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:23:12
    (global.get $~lib/proxy-wasm-as/assembly/abi/enums/LogLevel.Critical)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:23:31
    (global.get $~lib/proxy-wasm-as/assembly/runtime/out-of-memory/LINE)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:23:37
    (global.get $~lib/proxy-wasm-as/assembly/runtime/out-of-memory/LENGTH)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/out-of-memory.ts:24:2
  (unreachable)
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/out-of-memory/outOfMemory
  (unreachable)
 )
