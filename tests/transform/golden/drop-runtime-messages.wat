;; before
 (func $~lib/proxy-wasm-as/assembly/runtime/heap/allocate (param $size i32) (result i32)
  (local $block i32)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:6
   (i32.gt_u
    (local.get $size)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:13
    (global.get $~lib/proxy-wasm-as/assembly/runtime/heap/LARGEST)
   )
   (then
    ;;@
    (call $~lib/proxy-wasm-as/assembly/globals/abort/abort
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:38
     (i32.const 5184)
     ;;@
     (i32.const 5072)
     ;;@
     (i32.const 15)
     ;;@
     (i32.const 23)
    )
    ;;@
    (unreachable)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:2
  (local.set $block
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:16
   (call $~lib/proxy-wasm-as/assembly/runtime/block/allocateAny
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:28
    (i32.and
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:29
     (i32.add
      (i32.add
       (local.get $size)
       ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:36
       (global.get $~lib/proxy-wasm-as/assembly/runtime/free-blocks/HEAD)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:43
      (i32.const 15)
     )
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:49
     (i32.xor
      ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:50
      (i32.const 15)
      ;;@
      (i32.const -1)
     )
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:2
  (i32.store
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:15
   (i32.sub
    (local.get $block)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:23
    (global.get $~lib/proxy-wasm-as/assembly/runtime/free-blocks/HEAD)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:29
   (i32.or
    (i32.load
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:41
     (i32.sub
      (local.get $block)
      ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:49
      (global.get $~lib/proxy-wasm-as/assembly/runtime/free-blocks/HEAD)
     )
    )
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:57
    (global.get $~lib/proxy-wasm-as/assembly/runtime/block/OWNED)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:18:2
  (return
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:18:9
   (local.get $block)
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/runtime/heap/allocate (param $size i32) (result i32)
  (local $block i32)
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:6
   (i32.gt_u
    (local.get $size)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:15:13
    (global.get $~lib/proxy-wasm-as/assembly/runtime/heap/LARGEST)
   )
   (then
    ;;@ ~lib/rt/tlsf.ts:471:79
    (unreachable)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:2
  (local.set $block
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:16
   (call $~lib/proxy-wasm-as/assembly/runtime/block/allocateAny
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:28
    (i32.and
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:29
     (i32.add
      (i32.add
       (local.get $size)
       ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:36
       (global.get $~lib/proxy-wasm-as/assembly/runtime/free-blocks/HEAD)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:43
      (i32.const 15)
     )
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:49
     (i32.xor
      ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:16:50
      (i32.const 15)
      ;;@
      (i32.const -1)
     )
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:2
  (i32.store
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:15
   (i32.sub
    (local.get $block)
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:23
    (global.get $~lib/proxy-wasm-as/assembly/runtime/free-blocks/HEAD)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:29
   (i32.or
    (i32.load
     ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:41
     (i32.sub
      (local.get $block)
      ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:49
      (global.get $~lib/proxy-wasm-as/assembly/runtime/free-blocks/HEAD)
     )
    )
    ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:17:57
    (global.get $~lib/proxy-wasm-as/assembly/runtime/block/OWNED)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:18:2
  (return
   ;;@ ~lib/proxy-wasm-as/assembly/runtime/heap.ts:18:9
   (local.get $block)
  )
 )
