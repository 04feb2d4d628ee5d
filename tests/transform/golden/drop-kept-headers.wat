;; before
 (func $~lib/proxy-wasm-as/assembly/abi/kept-headers/dropKept
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:130:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:130:6
   (if (result i32)
    (i32.eq
     (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:found
      (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
     )
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:130:20
     (i32.const 0)
    )
    (then
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:130:25
     (i32.eq
      (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/copy)
      ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:130:33
      (i32.const 0)
     )
    )
    (else
     ;;@
     (i32.const 0)
    )
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:130:39
    (return)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:6
   (i32.ge_u
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:found
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
    )
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:20
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/enough
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:27
     (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/habitOf
      ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:35
      (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:map
       (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
      )
     )
    )
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:47
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:paid
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:131:59
     (i32.const 1)
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:132:2
  (global.set $~lib/proxy-wasm-as/assembly/abi/kept-headers/copy
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:132:9
   (i32.const 0)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:133:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:found
   (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:133:15
   (i32.const 0)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:134:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:edited
   (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:134:16
   (i32.const 0)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:135:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:isLate
   (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:135:16
   (i32.const 1)
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/abi/kept-headers/dropKept
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/abi/kept-headers/endKept
  (local $habit i32)
  (local $1 i32)
  (local $2 i32)
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:140:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/dropKept)
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:141:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:141:6
   (i32.eqz
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:141:7
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:isLate
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
    )
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:141:20
    (return)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:142:2
  (local.set $habit
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:142:16
   (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/habitOf
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:142:24
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:map
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Habit#set:turns
   (local.get $habit)
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:16
   (if (result i32)
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:paid
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
    )
    (then
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:28
     (select
      ;;@
      (local.tee $1
       ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:41
       (i32.and
        ;;@
        (i32.add
         ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:41
         (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Habit#get:turns
          (local.get $habit)
         )
         ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:55
         (i32.const 1)
        )
        ;;@
        (i32.const 255)
       )
      )
      ;;@
      (local.tee $2
       ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:58
       (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/SURE)
      )
      ;;@
      (i32.lt_u
       (local.get $1)
       (local.get $2)
      )
     )
    )
    (else
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:143:66
     (i32.const 0)
    )
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:144:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:isLate
   (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:144:16
   (i32.const 0)
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:145:2
  (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:paid
   (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:145:14
   (i32.const 0)
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/abi/kept-headers/endKept
  (nop)
 )
;; before
 (func $~lib/proxy-wasm-as/assembly/abi/kept-headers/noteEdit (param $map i32) (param $name i32)
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:123:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:123:6
   (if (result i32)
    (i32.eq
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/copy)
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:123:14
     (i32.const 0)
    )
    (then
     ;;@
     (i32.const 1)
    )
    (else
     ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:123:22
     (i32.ne
      (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:map
       (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:123:34
      (local.get $map)
     )
    )
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:123:39
    (return)
   )
  )
  ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:124:2
  (if
   ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:124:6
   (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/hasAlias
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:124:15
    (local.get $name)
   )
   (then
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:124:22
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/dropKept)
   )
   (else
    ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:125:7
    (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#set:edited
     (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
     ;;@
     (i32.or
      ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:125:7
      (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/Turn#get:edited
       (global.get $~lib/proxy-wasm-as/assembly/abi/kept-headers/turn)
      )
      ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:125:22
      (call $~lib/proxy-wasm-as/assembly/abi/kept-headers/bitOf
       ;;@ ~lib/proxy-wasm-as/assembly/abi/kept-headers.ts:125:28
       (local.get $name)
      )
     )
    )
   )
  )
 )
;; after
 (func $~lib/proxy-wasm-as/assembly/abi/kept-headers/noteEdit (param $0 i32) (param $1 i32)
  (nop)
 )
