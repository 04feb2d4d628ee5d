;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/isBodiless
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/isFinalStatus
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/isSame
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/isToken
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/isValueOf
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/isVisible
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/nameKind
;; gone: ~lib/proxy-wasm-as/assembly/abi/field-name/statusOf
;; before
 (func $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#replace (param $this i32) (param $name i32) (param $value i32) (result i32)
  (local $3 i32)
  (local $4 i32)
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
   ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:4
   (if
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:8
    (if (result i32)
     (i32.eq
      (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
       (local.get $name)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:21
      (global.get $~lib/proxy-wasm-as/assembly/abi/field-rule/REFUSED)
     )
     (then
      ;;@
      (i32.const 1)
     )
     (else
      ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:32
      (i32.eq
       (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
        (local.get $value)
       )
       ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:46
       (global.get $~lib/proxy-wasm-as/assembly/abi/field-rule/REFUSED)
      )
     )
    )
    (then
     ;;@
     (local.set $4
      ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:269:13
      (global.get $~lib/proxy-wasm-as/assembly/abi/enums/Status.BadArgument)
     )
     ;;@
     (global.set $~lib/memory/__stack_pointer
      (i32.add
       (global.get $~lib/memory/__stack_pointer)
       (i32.const 8)
      )
     )
     ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:269:6
     (return
      ;;@
      (local.get $4)
     )
    )
   )
   ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:271:4
   (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/noteEdit
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:271:13
    (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#get:type
     (local.get $this)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:271:24
    (local.get $name)
   )
   ;;@
   (block
    (local.set $4
     ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:272:11
     (if (result i32)
      (i32.ne
       ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:272:27
       (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:kind
        (local.get $name)
       )
       ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:272:40
       (global.get $~lib/proxy-wasm-as/assembly/abi/field-name/TOKEN)
      )
      (then
       ;;@
       (i32.store offset=4
        (global.get $~lib/memory/__stack_pointer)
        (local.tee $3
         ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:273:8
         (call $~lib/proxy-wasm-as/assembly/abi/call-indirect/callIndirect<%28i32%2C~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField%2C~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField%29=>i32>
          ;;@
          (block (result i32)
           (local.set $4
            ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:273:21
            (i32.const 5424)
           )
           ;;@
           (i32.store
            (global.get $~lib/memory/__stack_pointer)
            (local.get $4)
           )
           ;;@
           (local.get $4)
          )
         )
        )
       )
       ;;@
       (call_indirect (type $3)
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:273:37
        (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#get:type
         (local.get $this)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:273:48
        (local.get $name)
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:273:54
        (local.get $value)
        ;;@
        (i32.load
         (block (result i32)
          (global.set $~argumentsLength
           (i32.const 3)
          )
          (local.get $3)
         )
        )
       )
      )
      (else
       ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:274:8
       (call $~lib/proxy-wasm-as/assembly/abi/env/proxy_replace_header_map_value
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:275:10
        (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#get:type
         (local.get $this)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:276:10
        (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:start
         (local.get $name)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:277:10
        (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
         (local.get $name)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:278:10
        (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:start
         (local.get $value)
        )
        ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:279:10
        (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
         (local.get $value)
        )
       )
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
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:272:4
    (return
     ;;@
     (local.get $4)
    )
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#replace (param $this i32) (param $name i32) (param $value i32) (result i32)
  ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:4
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:8
   (if (result i32)
    (i32.eq
     (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
      (local.get $name)
     )
     ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:21
     (global.get $~lib/proxy-wasm-as/assembly/abi/field-rule/REFUSED)
    )
    (then
     ;;@
     (i32.const 1)
    )
    (else
     ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:32
     (i32.eq
      (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
       (local.get $value)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:268:46
      (global.get $~lib/proxy-wasm-as/assembly/abi/field-rule/REFUSED)
     )
    )
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:269:6
    (return
     ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:269:13
     (global.get $~lib/proxy-wasm-as/assembly/abi/enums/Status.BadArgument)
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:271:4
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/noteEdit
   ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:271:13
   (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#get:type
    (local.get $this)
   )
   ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:271:24
   (local.get $name)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:272:4
  (return
   ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:272:11
   (call $~lib/proxy-wasm-as/assembly/abi/env/proxy_replace_header_map_value
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:275:10
    (call $~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap#get:type
     (local.get $this)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:276:10
    (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:start
     (local.get $name)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:277:10
    (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
     (local.get $name)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:278:10
    (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:start
     (local.get $value)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/api/header-map.ts:279:10
    (call $~lib/proxy-wasm-as/assembly/abi/encoded-field/EncodedField#get:size
     (local.get $value)
    )
   )
  )
 )
