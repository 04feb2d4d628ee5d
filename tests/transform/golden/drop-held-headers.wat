;; gone: ~lib/proxy-wasm-as/assembly/api/sent-headers/noteHeaders
;; gone: ~lib/proxy-wasm-as/assembly/api/sent-headers/placeOf
;; before
 (func $~lib/proxy-wasm-as/assembly/exports/since-0.2.0/proxy_on_response_headers (param $id i32) (param $count i32) (param $endOfStream i32) (result i32)
  (local $context i32)
  (local $status i32)
  (local $5 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 12)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (i32.store offset=8
   (global.get $~lib/memory/__stack_pointer)
   (i32.const 0)
  )
  (block
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:45:2
   (call $~lib/proxy-wasm-as/assembly/runtime/turn/enter)
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:46:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:46:6
    (global.get $~lib/proxy-wasm-as/assembly/features/CHECKS_NAMES)
   )
   ;;@
   (i32.store
    (global.get $~lib/memory/__stack_pointer)
    (local.tee $context
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:47:18
     (call $~lib/proxy-wasm-as/assembly/registry/httpContext
      ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:47:30
      (local.get $id)
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:48:2
   (local.set $status
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:48:20
    (global.get $~lib/proxy-wasm-as/assembly/abi/filter-status/FilterHeadersStatus.Continue)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:49:2
   (if
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:49:6
    (i32.ne
     (local.get $context)
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:49:17
     (i32.const 0)
    )
    (then
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:50:4
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#sdkEnterResponse
      ;;@
      (block (result i32)
       (local.set $5
        ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:50:4
        (local.get $context)
       )
       ;;@
       (i32.store offset=4
        (global.get $~lib/memory/__stack_pointer)
        (local.get $5)
       )
       ;;@
       (local.get $5)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:50:29
      (i32.const 0)
     )
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:51:4
     (local.set $status
      ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:51:13
      (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#sdkLeaveResponse
       ;;@
       (block (result i32)
        (local.set $5
         ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:51:13
         (local.get $context)
        )
        ;;@
        (i32.store offset=4
         (global.get $~lib/memory/__stack_pointer)
         (local.get $5)
        )
        ;;@
        (local.get $5)
       )
       ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:6
       (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#onResponseHeaders@override
        ;;@
        (block (result i32)
         (local.set $5
          ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:6
          (local.get $context)
         )
         ;;@
         (i32.store offset=8
          (global.get $~lib/memory/__stack_pointer)
          (local.get $5)
         )
         ;;@
         (local.get $5)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:32
        (local.get $count)
        ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:44
        (i32.ne
         (local.get $endOfStream)
         ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:59
         (i32.const 0)
        )
       )
      )
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:55:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:55:6
    (global.get $~lib/proxy-wasm-as/assembly/features/CHECKS_NAMES)
   )
   ;;@
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:56:6
    (global.get $~lib/proxy-wasm-as/assembly/features/HOLDS_RESPONSES)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:56:41
   (call $~lib/proxy-wasm-as/assembly/api/sent-headers/noteHeaders
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:57:16
    (global.get $~lib/proxy-wasm-as/assembly/abi/enums/BufferType.HttpResponseBody)
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:57:45
    (local.get $id)
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:57:49
    (i32.eq
     (local.get $status)
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:57:59
     (i32.const 0)
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:59:2
   (call $~lib/proxy-wasm-as/assembly/runtime/turn/leave)
   ;;@
   (block
    (local.set $5
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:60:9
     (local.get $status)
    )
    ;;@
    (global.set $~lib/memory/__stack_pointer
     (i32.add
      (global.get $~lib/memory/__stack_pointer)
      (i32.const 12)
     )
    )
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:60:2
    (return
     ;;@
     (local.get $5)
    )
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/exports/since-0.2.0/proxy_on_response_headers (param $id i32) (param $count i32) (param $endOfStream i32) (result i32)
  (local $context i32)
  (local $status i32)
  (local $5 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 12)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (i32.store offset=8
   (global.get $~lib/memory/__stack_pointer)
   (i32.const 0)
  )
  (block
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:45:2
   (call $~lib/proxy-wasm-as/assembly/runtime/turn/enter)
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:46:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:46:6
    (global.get $~lib/proxy-wasm-as/assembly/features/CHECKS_NAMES)
   )
   ;;@
   (i32.store
    (global.get $~lib/memory/__stack_pointer)
    (local.tee $context
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:47:18
     (call $~lib/proxy-wasm-as/assembly/registry/httpContext
      ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:47:30
      (local.get $id)
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:48:2
   (local.set $status
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:48:20
    (global.get $~lib/proxy-wasm-as/assembly/abi/filter-status/FilterHeadersStatus.Continue)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:49:2
   (if
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:49:6
    (i32.ne
     (local.get $context)
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:49:17
     (i32.const 0)
    )
    (then
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:50:4
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#sdkEnterResponse
      ;;@
      (block (result i32)
       (local.set $5
        ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:50:4
        (local.get $context)
       )
       ;;@
       (i32.store offset=4
        (global.get $~lib/memory/__stack_pointer)
        (local.get $5)
       )
       ;;@
       (local.get $5)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:50:29
      (i32.const 0)
     )
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:51:4
     (local.set $status
      ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:51:13
      (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#sdkLeaveResponse
       ;;@
       (block (result i32)
        (local.set $5
         ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:51:13
         (local.get $context)
        )
        ;;@
        (i32.store offset=4
         (global.get $~lib/memory/__stack_pointer)
         (local.get $5)
        )
        ;;@
        (local.get $5)
       )
       ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:6
       (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#onResponseHeaders@override
        ;;@
        (block (result i32)
         (local.set $5
          ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:6
          (local.get $context)
         )
         ;;@
         (i32.store offset=8
          (global.get $~lib/memory/__stack_pointer)
          (local.get $5)
         )
         ;;@
         (local.get $5)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:32
        (local.get $count)
        ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:44
        (i32.ne
         (local.get $endOfStream)
         ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:52:59
         (i32.const 0)
        )
       )
      )
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:55:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:55:6
    (global.get $~lib/proxy-wasm-as/assembly/features/CHECKS_NAMES)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:56:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:56:6
    (global.get $~lib/proxy-wasm-as/assembly/features/CHANGES_BODIES)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:59:2
   (call $~lib/proxy-wasm-as/assembly/runtime/turn/leave)
   ;;@
   (block
    (local.set $5
     ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:60:9
     (local.get $status)
    )
    ;;@
    (global.set $~lib/memory/__stack_pointer
     (i32.add
      (global.get $~lib/memory/__stack_pointer)
      (i32.const 12)
     )
    )
    ;;@ ~lib/proxy-wasm-as/assembly/exports/since-0.2.0.ts:60:2
    (return
     ;;@
     (local.get $5)
    )
   )
  )
 )
