;; before
 (func $garbage/Entry~visit (param $0 i32) (param $1 i32)
  (local $2 i32)
  (call $~lib/object/Object~visit
   (local.get $0)
   (local.get $1)
  )
  (call $~lib/proxy-wasm-as/assembly/runtime/collector/visit
   (i32.load
    (local.get $0)
   )
   (local.get $1)
  )
  (call $~lib/proxy-wasm-as/assembly/runtime/collector/visit
   (i32.load offset=8
    (local.get $0)
   )
   (local.get $1)
  )
 )
;; after
 (func $garbage/Entry~visit (param $0 i32) (param $1 i32)
  (global.set $~lib/proxy-wasm-as/assembly/runtime/collector/fields
   (i32.const 5)
  )
 )
;; before
 (func $garbage/Garbage~visit (param $0 i32) (param $1 i32)
  (local $2 i32)
  (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext~visit
   (local.get $0)
   (local.get $1)
  )
  (call $~lib/proxy-wasm-as/assembly/runtime/collector/visit
   (i32.load offset=20
    (local.get $0)
   )
   (local.get $1)
  )
 )
;; after
 (func $garbage/Garbage~visit (param $0 i32) (param $1 i32)
  (global.set $~lib/proxy-wasm-as/assembly/runtime/collector/fields
   (i32.const 44)
  )
 )
;; before
 (func $garbage/Plugin~visit (param $0 i32) (param $1 i32)
  (call $~lib/proxy-wasm-as/assembly/contexts/root-context/RootContext~visit
   (local.get $0)
   (local.get $1)
  )
 )
;; after
 (func $garbage/Plugin~visit (param $0 i32) (param $1 i32)
  (global.set $~lib/proxy-wasm-as/assembly/runtime/collector/fields
   (i32.const 28)
  )
 )
