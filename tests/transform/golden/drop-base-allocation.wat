;; before
 (func $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#constructor (param $this i32) (result i32)
  (local $1 i32)
  (if
   (i32.eqz
    (local.get $this)
   )
   (then
    (local.set $this
     (call $~lib/proxy-wasm-as/assembly/runtime/collector/allocateObject
      (i32.const 18)
      (i32.const 10)
     )
    )
   )
  )
  (local.set $this
   (call $~lib/proxy-wasm-as/assembly/contexts/context/Context#constructor
    (local.tee $1
     (local.get $this)
    )
   )
  )
  (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#set:sdkRequestPhase
   (local.tee $1
    (local.get $this)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/contexts/http-context.ts:38:32
   (global.get $~lib/proxy-wasm-as/assembly/contexts/message-phase/NOT_BEGUN)
  )
  ;;@
  (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#set:sdkResponsePhase
   (local.tee $1
    (local.get $this)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/contexts/http-context.ts:40:33
   (global.get $~lib/proxy-wasm-as/assembly/contexts/message-phase/NOT_BEGUN)
  )
  ;;@
  (local.get $this)
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#constructor (param $this i32) (result i32)
  (local $1 i32)
  (nop)
  (local.set $this
   (call $~lib/proxy-wasm-as/assembly/contexts/context/Context#constructor
    (local.tee $1
     (local.get $this)
    )
   )
  )
  (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#set:sdkRequestPhase
   (local.tee $1
    (local.get $this)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/contexts/http-context.ts:38:32
   (global.get $~lib/proxy-wasm-as/assembly/contexts/message-phase/NOT_BEGUN)
  )
  ;;@
  (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#set:sdkResponsePhase
   (local.tee $1
    (local.get $this)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/contexts/http-context.ts:40:33
   (global.get $~lib/proxy-wasm-as/assembly/contexts/message-phase/NOT_BEGUN)
  )
  ;;@
  (local.get $this)
 )
