;; before
 (func $stateless/Stateless#onResponseHeaders (param $this i32) (param $count i32) (param $endOfStream i32) (result i32)
  (local $3 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 4)
    )
   )
   (call $~stack_check)
  )
  (i32.store
   (global.get $~lib/memory/__stack_pointer)
   (i32.const 0)
  )
  (block
   ;;@ stateless.ts:10:4
   (drop
    ;;@
    (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#set
     ;;@ stateless.ts:10:4
     (call $~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage#get:headers
      (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#get:response
       ;;@
       (block (result i32)
        (local.set $3
         ;;@ stateless.ts:10:4
         (local.get $this)
        )
        ;;@
        (i32.store
         (global.get $~lib/memory/__stack_pointer)
         (local.get $3)
        )
        ;;@
        (local.get $3)
       )
      )
     )
     ;;@ stateless.ts:10:30
     (i32.const 5088)
     ;;@ stateless.ts:10:39
     (i32.const 5120)
    )
   )
   ;;@
   (block
    (local.set $3
     ;;@ stateless.ts:11:11
     (global.get $~lib/proxy-wasm-as/assembly/abi/filter-status/FilterHeadersStatus.Continue)
    )
    ;;@
    (global.set $~lib/memory/__stack_pointer
     (i32.add
      (global.get $~lib/memory/__stack_pointer)
      (i32.const 4)
     )
    )
    ;;@ stateless.ts:11:4
    (return
     ;;@
     (local.get $3)
    )
   )
  )
 )
;; after
 (func $stateless/Stateless#onResponseHeaders (param $this i32) (param $count i32) (param $endOfStream i32) (result i32)
  (local $3 i32)
  ;;@ stateless.ts:10:4
  (drop
   ;;@
   (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#set
    ;;@ stateless.ts:10:4
    (call $~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage#get:headers
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#get:response
      ;;@
      (local.tee $3
       ;;@ stateless.ts:10:4
       (local.get $this)
      )
     )
    )
    ;;@ stateless.ts:10:30
    (i32.const 5088)
    ;;@ stateless.ts:10:39
    (i32.const 5120)
   )
  )
  ;;@
  (block
   (local.set $3
    ;;@ stateless.ts:11:11
    (global.get $~lib/proxy-wasm-as/assembly/abi/filter-status/FilterHeadersStatus.Continue)
   )
   ;;@ stateless.ts:11:4
   (return
    ;;@
    (local.get $3)
   )
  )
 )
;; before
 (func $~stack_check
  (if
   (i32.lt_s
    (global.get $~lib/memory/__stack_pointer)
    (global.get $~lib/memory/__data_end)
   )
   (then
    (call $~lib/proxy-wasm-as/assembly/globals/abort/abort
     (i32.const 70784)
     (i32.const 70912)
     (i32.const 1)
     (i32.const 1)
    )
    (unreachable)
   )
  )
 )
;; after
 (func $~stack_check
  (if
   (i32.lt_u
    (global.get $~lib/memory/__stack_pointer)
    (global.get $~lib/memory/__data_end)
   )
   (then
    (call $~lib/proxy-wasm-as/assembly/runtime/out-of-memory/outOfMemory)
   )
  )
 )
