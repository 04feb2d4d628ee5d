;; before
 (func $~lib/proxy-wasm-as/assembly/json/skip-value/skipMoreSpace (param $from i32) (param $end i32) (result i32)
  (local $at i32)
  (local $byte i32)
  (local $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $isSpace i32)
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:157:2
  (local.set $at
   ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:157:11
   (local.get $from)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:158:2
  (block $while-break|0
   ;;@
   (loop $while-continue|0
    (if
     ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:158:9
     (i32.const 1)
     (then
      ;;@
      (drop
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:159:8
       (global.get $~lib/proxy-wasm-as/assembly/features/HAS_LONG_JSON)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:159:23
      (block $while-break|1
       ;;@
       (loop $while-continue|1
        (if
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:13
         (if (result i32)
          (i32.le_u
           (i32.add
            (local.get $at)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:18
            (i32.const 8)
           )
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:23
           (local.get $end)
          )
          (then
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:30
           (i64.eq
            (i64.load
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:40
             (local.get $at)
            )
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:47
            (i64.const 2314885530818453536)
           )
          )
          (else
           ;;@
           (i32.const 0)
          )
         )
         (then
          ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:70
          (local.set $at
           ;;@
           (i32.add
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:70
            (local.get $at)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:160:76
            (i32.const 8)
           )
          )
          ;;@
          (br $while-continue|1)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:8
       (i32.ge_u
        (local.get $at)
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:14
        (local.get $end)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:19
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:26
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:163:4
      (local.set $byte
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:163:17
       (i32.load8_u
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:163:26
        (local.get $at)
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:164:4
      (local.set $isSpace
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
       (if (result i32)
        ;;@
        (local.tee $6
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
         (if (result i32)
          ;;@
          (local.tee $5
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
           (if (result i32)
            ;;@
            (local.tee $4
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:14
              (i32.const 32)
             )
            )
            (then
             ;;@
             (local.get $4)
            )
            (else
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:166:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:166:14
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
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:167:6
           (i32.eq
            (local.get $byte)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:167:14
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
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:168:6
         (i32.eq
          (local.get $byte)
          ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:168:14
          (i32.const 9)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:8
       (i32.eqz
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:9
        (local.get $isSpace)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:18
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:25
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:170:4
      (local.set $at
       ;;@
       (i32.add
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:170:4
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
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:157:2
  (local.set $at
   ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:157:11
   (local.get $from)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:158:2
  (block $while-break|0
   ;;@
   (loop $while-continue|0
    (if
     ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:158:9
     (i32.const 1)
     (then
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:159:4
      (drop
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:159:8
       (global.get $~lib/proxy-wasm-as/assembly/features/HAS_LONG_JSON)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:8
       (i32.ge_u
        (local.get $at)
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:14
        (local.get $end)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:19
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:162:26
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:163:4
      (local.set $byte
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:163:17
       (i32.load8_u
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:163:26
        (local.get $at)
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:164:4
      (local.set $isSpace
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
       (if (result i32)
        ;;@
        (local.tee $6
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
         (if (result i32)
          ;;@
          (local.tee $5
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
           (if (result i32)
            ;;@
            (local.tee $4
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:165:14
              (i32.const 32)
             )
            )
            (then
             ;;@
             (local.get $4)
            )
            (else
             ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:166:6
             (i32.eq
              (local.get $byte)
              ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:166:14
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
           ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:167:6
           (i32.eq
            (local.get $byte)
            ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:167:14
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
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:168:6
         (i32.eq
          (local.get $byte)
          ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:168:14
          (i32.const 9)
         )
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:4
      (if
       ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:8
       (i32.eqz
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:9
        (local.get $isSpace)
       )
       (then
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:18
        (return
         ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:169:25
         (local.get $at)
        )
       )
      )
      ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:170:4
      (local.set $at
       ;;@
       (i32.add
        ;;@ ~lib/proxy-wasm-as/assembly/json/skip-value.ts:170:4
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
