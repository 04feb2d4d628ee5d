;; gone: ~lib/proxy-wasm-as/assembly/registry/registerHttpContext<stateless/Stateless>~anonymous|0
;; before
 (func $~lib/proxy-wasm-as/assembly/registry/registerHttpContext<stateless/Stateless> (param $rootId i32)
  (local $1 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 8)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (block
   (drop
    ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:75:6
    (global.get $~lib/proxy-wasm-as/assembly/features/HAS_CONTEXTS)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:75:20
   (call $~lib/proxy-wasm-as/assembly/registration/register
    ;;@
    (block (result i32)
     (local.set $1
      ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:75:29
      (local.get $rootId)
     )
     ;;@
     (i32.store
      (global.get $~lib/memory/__stack_pointer)
      (local.get $1)
     )
     ;;@
     (local.get $1)
    )
    ;;@
    (block (result i32)
     (local.set $1
      ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:75:37
      (i32.const 5072)
     )
     ;;@
     (i32.store offset=4
      (global.get $~lib/memory/__stack_pointer)
      (local.get $1)
     )
     ;;@
     (local.get $1)
    )
   )
  )
  ;;@
  (global.set $~lib/memory/__stack_pointer
   (i32.add
    (global.get $~lib/memory/__stack_pointer)
    (i32.const 8)
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/registry/registerHttpContext<stateless/Stateless> (param $rootId i32)
  (drop
   ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:75:6
   (global.get $~lib/proxy-wasm-as/assembly/features/HAS_CONTEXTS)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:76:7
  (global.set $~lib/proxy-wasm-as/assembly/registry/shared
   ;;@ ~lib/proxy-wasm-as/assembly/registry.ts:76:16
   (call $stateless/Stateless#constructor
    ;;@
    (i32.const 0)
   )
  )
 )
