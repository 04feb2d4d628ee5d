;; gone: ~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#get:deadline
;; before
 (func $~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#expectWithin (param $this i32) (param $milliseconds i32)
  (local $2 i32)
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
   ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:4
   (if
    ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:8
    (i32.eq
     ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:27
     (local.get $milliseconds)
     ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:43
     (i32.const 0)
    )
    (then
     ;;@
     (global.set $~lib/memory/__stack_pointer
      (i32.add
       (global.get $~lib/memory/__stack_pointer)
       (i32.const 4)
      )
     )
     ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:46
     (return)
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:355:4
   (call $~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#set:deadline
    ;;@
    (block (result i32)
     (local.set $2
      ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:355:4
      (local.get $this)
     )
     ;;@
     (i32.store
      (global.get $~lib/memory/__stack_pointer)
      (local.get $2)
     )
     ;;@
     (local.get $2)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:356:6
    (i64.sub
     (i64.add
      (call $~lib/proxy-wasm-as/assembly/api/clock/monotonicNanoseconds)
      ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:356:31
      (i64.mul
       (i64.extend_i32_u
        ;;@
        (local.get $milliseconds)
       )
       ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:356:51
       (i64.const 1000000)
      )
     )
     ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:356:63
     (global.get $~lib/proxy-wasm-as/assembly/api/http-call/EARLY)
    )
   )
  )
  ;;@
  (global.set $~lib/memory/__stack_pointer
   (i32.add
    (global.get $~lib/memory/__stack_pointer)
    (i32.const 4)
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#expectWithin (param $this i32) (param $milliseconds i32)
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:8
   (i32.eqz
    ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:9
    (global.get $~lib/proxy-wasm-as/assembly/features/HAS_CALL_TIMES)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:354:46
  (return)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#get:isLate (param $this i32) (result i32)
  (local $1 i32)
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
   (local.set $1
    ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:11
    (i64.ge_u
     ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:29
     (call $~lib/proxy-wasm-as/assembly/api/clock/monotonicNanoseconds)
     ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:55
     (call $~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#get:deadline
      ;;@
      (block (result i32)
       (local.set $1
        ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:55
        (local.get $this)
       )
       ;;@
       (i32.store
        (global.get $~lib/memory/__stack_pointer)
        (local.get $1)
       )
       ;;@
       (local.get $1)
      )
     )
    )
   )
   ;;@
   (global.set $~lib/memory/__stack_pointer
    (i32.add
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 4)
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:4
   (return
    ;;@
    (local.get $1)
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/api/http-call/PendingHttpCall#get:isLate (param $this i32) (result i32)
  ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:4
  (return
   ;;@ ~lib/proxy-wasm-as/assembly/api/http-call.ts:361:11
   (global.get $~lib/proxy-wasm-as/assembly/features/HAS_CALL_TIMES)
  )
 )
