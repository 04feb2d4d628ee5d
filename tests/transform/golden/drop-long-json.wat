;; before
 (func $~lib/proxy-wasm-as/assembly/json/skip-value/skipMoreSpace (param $from i32) (param $end i32) (result i32)
  (local $at i32)
  (local $byte i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $isSpace i32)
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:120:2
  (local.set $at
   ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:120:11
   (local.get $from)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:121:2
  (block $while-break|0
   ;;@
   (loop $while-continue|0
    (if
     ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:121:9
     (i32.const 1)
     (then
      ;;@
      (drop
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:122:8
       (global.get $~lib/proxy-wasm-as/assembly/features/HAS_LONG_JSON)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:122:23
      (block $while-break|1
       ;;@
       (loop $while-continue|1
        (if
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:13
         (if (result i32)
          (i32.le_u
           (i32.add
            (local.get $at)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:18
            (i32.const 8)
           )
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:23
           (local.get $end)
          )
          (then
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:30
           (i64.eq
            (i64.load
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:40
             (local.get $at)
            )
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:47
            (i64.const 2314885530818453536)
           )
          )
          (else
           ;;@
           (i32.const 0)
          )
         )
         (then
          ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:70
          (local.set $at
           ;;@
           (i32.add
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:70
            (local.get $at)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:123:76
            (i32.const 8)
           )
          )
          ;;@
          (br $while-continue|1)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:8
       (i32.ge_u
        (local.get $at)
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:14
        (local.get $end)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:19
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:26
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:126:4
      (local.set $byte
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:126:17
       (i32.load8_u
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:126:26
        (local.get $at)
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:127:4
      (local.set $isSpace
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
       (if (result i32)
        ;;@
        (local.tee $6
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
         (if (result i32)
          ;;@
          (local.tee $5
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
           (if (result i32)
            ;;@
            (local.tee $4
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:14
              (i32.const 32)
             )
            )
            (then
             ;;@
             (local.get $4)
            )
            (else
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:129:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:129:14
              (i32.const 10)
             )
            )
           )
          )
          (then
           ;;@
           (local.get $5)
          )
          (else
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:130:6
           (i32.eq
            (local.get $byte)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:130:14
            (i32.const 13)
           )
          )
         )
        )
        (then
         ;;@
         (local.get $6)
        )
        (else
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:131:6
         (i32.eq
          (local.get $byte)
          ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:131:14
          (i32.const 9)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:8
       (i32.eqz
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:9
        (local.get $isSpace)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:18
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:25
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:133:4
      (local.set $at
       ;;@
       (i32.add
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:133:4
        (local.get $at)
        ;;@
        (i32.const 1)
       )
      )
      ;;@
      (br $while-continue|0)
     )
    )
   )
   ;;@
   (unreachable)
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/json/skip-value/skipMoreSpace (param $from i32) (param $end i32) (result i32)
  (local $at i32)
  (local $byte i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $isSpace i32)
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:120:2
  (local.set $at
   ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:120:11
   (local.get $from)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:121:2
  (block $while-break|0
   ;;@
   (loop $while-continue|0
    (if
     ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:121:9
     (i32.const 1)
     (then
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:122:4
      (drop
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:122:8
       (global.get $~lib/proxy-wasm-as/assembly/features/HAS_LONG_JSON)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:8
       (i32.ge_u
        (local.get $at)
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:14
        (local.get $end)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:19
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:125:26
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:126:4
      (local.set $byte
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:126:17
       (i32.load8_u
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:126:26
        (local.get $at)
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:127:4
      (local.set $isSpace
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
       (if (result i32)
        ;;@
        (local.tee $6
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
         (if (result i32)
          ;;@
          (local.tee $5
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
           (if (result i32)
            ;;@
            (local.tee $4
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:128:14
              (i32.const 32)
             )
            )
            (then
             ;;@
             (local.get $4)
            )
            (else
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:129:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:129:14
              (i32.const 10)
             )
            )
           )
          )
          (then
           ;;@
           (local.get $5)
          )
          (else
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:130:6
           (i32.eq
            (local.get $byte)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:130:14
            (i32.const 13)
           )
          )
         )
        )
        (then
         ;;@
         (local.get $6)
        )
        (else
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:131:6
         (i32.eq
          (local.get $byte)
          ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:131:14
          (i32.const 9)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:8
       (i32.eqz
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:9
        (local.get $isSpace)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:18
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:132:25
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:133:4
      (local.set $at
       ;;@
       (i32.add
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:133:4
        (local.get $at)
        ;;@
        (i32.const 1)
       )
      )
      ;;@
      (br $while-continue|0)
     )
    )
   )
   ;;@
   (unreachable)
  )
 )
