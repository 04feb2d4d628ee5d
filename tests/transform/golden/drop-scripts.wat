;; before
 (func $~lib/proxy-wasm-as/assembly/exports/callouts/proxy_on_http_call_response (param $id i32) (param $token i32) (param $headers i32) (param $bodySize i32) (param $trailers i32)
  (local $callout i32)
  (local $context i32)
  (local $7 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 16)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (i64.store offset=8
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (block
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:49:2
   (call $~lib/proxy-wasm-as/assembly/runtime/host-entry/beginEntry)
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:50:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:50:6
    (i32.eqz
     ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:50:22
     (global.get $~lib/proxy-wasm-as/assembly/features/LACKS_TRANSFORM)
    )
   )
   ;;@
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:53:6
    (global.get $~lib/proxy-wasm-as/assembly/features/SENDS_CALLS)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:53:35
   (block
    ;;@
    (i32.store
     (global.get $~lib/memory/__stack_pointer)
     (local.tee $callout
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:54:20
      (call $~lib/proxy-wasm-as/assembly/api/callout/findCallout
       ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:54:32
       (global.get $~lib/proxy-wasm-as/assembly/api/callout/CalloutKind.Http)
       ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:54:50
       (local.get $token)
      )
     )
    )
    ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:55:4
    (if
     ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:55:8
     (i32.ne
      (local.get $callout)
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:55:19
      (i32.const 0)
     )
     (then
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:56:6
      (drop
       ;;@
       (call $~lib/proxy-wasm-as/assembly/api/callout/removeCallout
        (block (result i32)
         (local.set $7
          ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:56:20
          (local.get $callout)
         )
         ;;@
         (i32.store offset=4
          (global.get $~lib/memory/__stack_pointer)
          (local.get $7)
         )
         ;;@
         (local.get $7)
        )
       )
      )
      ;;@
      (i32.store offset=8
       (global.get $~lib/memory/__stack_pointer)
       (local.tee $context
        ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:57:22
        (call $~lib/proxy-wasm-as/assembly/exports/callouts/waiter
         ;;@
         (block (result i32)
          (local.set $7
           ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:57:29
           (local.get $callout)
          )
          ;;@
          (i32.store offset=4
           (global.get $~lib/memory/__stack_pointer)
           (local.get $7)
          )
          ;;@
          (local.get $7)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:6
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:10
       (i32.ne
        (local.get $context)
        ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:21
        (i32.const 0)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:27
        (call $~lib/proxy-wasm-as/assembly/exports/callouts/answerHttp
         ;;@
         (block (result i32)
          (local.set $7
           ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:38
           (local.get $context)
          )
          ;;@
          (i32.store offset=4
           (global.get $~lib/memory/__stack_pointer)
           (local.get $7)
          )
          ;;@
          (local.get $7)
         )
         ;;@
         (block (result i32)
          (local.set $7
           ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:47
           (local.get $callout)
          )
          ;;@
          (i32.store offset=12
           (global.get $~lib/memory/__stack_pointer)
           (local.get $7)
          )
          ;;@
          (local.get $7)
         )
         ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:56
         (local.get $headers)
        )
       )
      )
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:61:2
   (call $~lib/proxy-wasm-as/assembly/runtime/host-entry/endEntry)
  )
  ;;@
  (global.set $~lib/memory/__stack_pointer
   (i32.add
    (global.get $~lib/memory/__stack_pointer)
    (i32.const 16)
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/exports/callouts/proxy_on_http_call_response (param $id i32) (param $token i32) (param $headers i32) (param $bodySize i32) (param $trailers i32)
  (local $callout i32)
  (local $context i32)
  (local $7 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 16)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (i64.store offset=8
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (block
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:49:2
   (call $~lib/proxy-wasm-as/assembly/runtime/host-entry/beginEntry)
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:50:2
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:50:6
    (global.get $~lib/proxy-wasm-as/assembly/features/HAS_SCRIPTS)
   )
   ;;@
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:53:6
    (i32.eqz
     ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:53:7
     (global.get $~lib/proxy-wasm-as/assembly/features/HAS_SCRIPTS)
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:53:35
   (block
    ;;@
    (i32.store
     (global.get $~lib/memory/__stack_pointer)
     (local.tee $callout
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:54:20
      (call $~lib/proxy-wasm-as/assembly/api/callout/findCallout
       ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:54:32
       (global.get $~lib/proxy-wasm-as/assembly/api/callout/CalloutKind.Http)
       ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:54:50
       (local.get $token)
      )
     )
    )
    ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:55:4
    (if
     ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:55:8
     (i32.ne
      (local.get $callout)
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:55:19
      (i32.const 0)
     )
     (then
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:56:6
      (drop
       ;;@
       (call $~lib/proxy-wasm-as/assembly/api/callout/removeCallout
        (block (result i32)
         (local.set $7
          ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:56:20
          (local.get $callout)
         )
         ;;@
         (i32.store offset=4
          (global.get $~lib/memory/__stack_pointer)
          (local.get $7)
         )
         ;;@
         (local.get $7)
        )
       )
      )
      ;;@
      (i32.store offset=8
       (global.get $~lib/memory/__stack_pointer)
       (local.tee $context
        ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:57:22
        (call $~lib/proxy-wasm-as/assembly/exports/callouts/waiter
         ;;@
         (block (result i32)
          (local.set $7
           ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:57:29
           (local.get $callout)
          )
          ;;@
          (i32.store offset=4
           (global.get $~lib/memory/__stack_pointer)
           (local.get $7)
          )
          ;;@
          (local.get $7)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:6
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:10
       (i32.ne
        (local.get $context)
        ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:21
        (i32.const 0)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:27
        (call $~lib/proxy-wasm-as/assembly/exports/callouts/answerHttp
         ;;@
         (block (result i32)
          (local.set $7
           ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:38
           (local.get $context)
          )
          ;;@
          (i32.store offset=4
           (global.get $~lib/memory/__stack_pointer)
           (local.get $7)
          )
          ;;@
          (local.get $7)
         )
         ;;@
         (block (result i32)
          (local.set $7
           ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:47
           (local.get $callout)
          )
          ;;@
          (i32.store offset=12
           (global.get $~lib/memory/__stack_pointer)
           (local.get $7)
          )
          ;;@
          (local.get $7)
         )
         ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:58:56
         (local.get $headers)
        )
       )
      )
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/exports/callouts.ts:61:2
   (call $~lib/proxy-wasm-as/assembly/runtime/host-entry/endEntry)
  )
  ;;@
  (global.set $~lib/memory/__stack_pointer
   (i32.add
    (global.get $~lib/memory/__stack_pointer)
    (i32.const 16)
   )
  )
 )
