;; new: ~lib/typedarray/Uint8Array#__get~unchecked
;; new: ~lib/typedarray/Uint8Array#__set~unchecked
;; before
 (func $bytes/Bytes#onRequestBody (param $this i32) (param $size i32) (param $endOfStream i32) (result i32)
  (local $bytes i32)
  (local $i i32)
  (local $5 i32)
  (local.set $bytes
   ;;@ bytes.ts:10:18
   (call $~lib/proxy-wasm-as/assembly/api/body-view/BodyView#bytes
    (call $~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage#get:body
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#get:request
      ;;@
      (local.tee $5
       ;;@ bytes.ts:10:18
       (local.get $this)
      )
     )
    )
   )
  )
  ;;@ bytes.ts:11:9
  (local.set $i
   ;;@ bytes.ts:11:17
   (i32.const 0)
  )
  ;;@
  (loop $for-loop|0
   (if
    ;;@ bytes.ts:11:20
    (i32.lt_s
     (local.get $i)
     ;;@ bytes.ts:11:24
     (call $~lib/typedarray/Uint8Array#get:length
      ;;@
      (local.tee $5
       ;;@ bytes.ts:11:24
       (local.get $bytes)
      )
     )
    )
    (then
     ;;@ bytes.ts:12:6
     (if
      ;;@ bytes.ts:12:10
      (i32.eq
       (call $~lib/typedarray/Uint8Array#__get
        ;;@
        (local.tee $5
         ;;@ bytes.ts:12:10
         (local.get $bytes)
        )
        ;;@ bytes.ts:12:16
        (local.get $i)
       )
       ;;@ bytes.ts:12:22
       (i32.const 9)
      )
      (then
       ;;@ bytes.ts:12:28
       (call $~lib/typedarray/Uint8Array#__set
        ;;@
        (local.tee $5
         ;;@ bytes.ts:12:28
         (local.get $bytes)
        )
        ;;@ bytes.ts:12:34
        (local.get $i)
        ;;@ bytes.ts:12:39
        (i32.const 32)
       )
      )
     )
     ;;@ bytes.ts:11:38
     (local.set $i
      ;;@
      (i32.add
       ;;@ bytes.ts:11:38
       (local.get $i)
       ;;@
       (i32.const 1)
      )
     )
     ;;@
     (br $for-loop|0)
    )
   )
  )
  ;;@ bytes.ts:14:4
  (drop
   ;;@
   (call $~lib/proxy-wasm-as/assembly/api/body/Body#setBytes
    ;;@ bytes.ts:14:4
    (call $~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage#get:body
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#get:request
      ;;@
      (local.tee $5
       ;;@ bytes.ts:14:4
       (local.get $this)
      )
     )
    )
    ;;@
    (local.tee $5
     ;;@ bytes.ts:14:31
     (local.get $bytes)
    )
   )
  )
  ;;@
  (block
   (local.set $5
    ;;@ bytes.ts:15:11
    (global.get $~lib/proxy-wasm-as/assembly/abi/filter-status/FilterDataStatus.Continue)
   )
   ;;@ bytes.ts:15:4
   (return
    ;;@
    (local.get $5)
   )
  )
 )
;; after
 (func $bytes/Bytes#onRequestBody (param $this i32) (param $size i32) (param $endOfStream i32) (result i32)
  (local $bytes i32)
  (local $i i32)
  (local $5 i32)
  (local.set $bytes
   ;;@ bytes.ts:10:18
   (call $~lib/proxy-wasm-as/assembly/api/body-view/BodyView#bytes
    (call $~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage#get:body
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#get:request
      ;;@
      (local.tee $5
       ;;@ bytes.ts:10:18
       (local.get $this)
      )
     )
    )
   )
  )
  ;;@ bytes.ts:11:9
  (local.set $i
   ;;@ bytes.ts:11:17
   (i32.const 0)
  )
  ;;@
  (loop $for-loop|0
   (if
    ;;@ bytes.ts:11:20
    (i32.lt_s
     (local.get $i)
     ;;@ bytes.ts:11:24
     (call $~lib/typedarray/Uint8Array#get:length
      ;;@
      (local.tee $5
       ;;@ bytes.ts:11:24
       (local.get $bytes)
      )
     )
    )
    (then
     ;;@ bytes.ts:12:6
     (if
      ;;@ bytes.ts:12:10
      (i32.eq
       (call $~lib/typedarray/Uint8Array#__get~unchecked
        ;;@
        (local.tee $5
         ;;@ bytes.ts:12:10
         (local.get $bytes)
        )
        ;;@ bytes.ts:12:16
        (local.get $i)
       )
       ;;@ bytes.ts:12:22
       (i32.const 9)
      )
      (then
       ;;@ bytes.ts:12:28
       (call $~lib/typedarray/Uint8Array#__set~unchecked
        ;;@
        (local.tee $5
         ;;@ bytes.ts:12:28
         (local.get $bytes)
        )
        ;;@ bytes.ts:12:34
        (local.get $i)
        ;;@ bytes.ts:12:39
        (i32.const 32)
       )
      )
     )
     ;;@ bytes.ts:11:38
     (local.set $i
      ;;@
      (i32.add
       ;;@ bytes.ts:11:38
       (local.get $i)
       ;;@
       (i32.const 1)
      )
     )
     ;;@
     (br $for-loop|0)
    )
   )
  )
  ;;@ bytes.ts:14:4
  (drop
   ;;@
   (call $~lib/proxy-wasm-as/assembly/api/body/Body#setBytes
    ;;@ bytes.ts:14:4
    (call $~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage#get:body
     (call $~lib/proxy-wasm-as/assembly/contexts/http-context/HttpContext#get:request
      ;;@
      (local.tee $5
       ;;@ bytes.ts:14:4
       (local.get $this)
      )
     )
    )
    ;;@
    (local.tee $5
     ;;@ bytes.ts:14:31
     (local.get $bytes)
    )
   )
  )
  ;;@
  (block
   (local.set $5
    ;;@ bytes.ts:15:11
    (global.get $~lib/proxy-wasm-as/assembly/abi/filter-status/FilterDataStatus.Continue)
   )
   ;;@ bytes.ts:15:4
   (return
    ;;@
    (local.get $5)
   )
  )
 )
