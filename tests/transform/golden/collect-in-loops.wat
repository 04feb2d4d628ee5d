;; before
 (func $garbage/join (param $count i32) (result i32)
  (local $text i32)
  (local $i i32)
  (local $3 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 12)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (i32.store offset=8
   (global.get $~lib/memory/__stack_pointer)
   (i32.const 0)
  )
  (block
   (i32.store
    (global.get $~lib/memory/__stack_pointer)
    (local.tee $text
     ;;@ garbage.ts:18:13
     (i32.const 5232)
    )
   )
   ;;@ garbage.ts:19:7
   (local.set $i
    ;;@ garbage.ts:19:15
    (i32.const 0)
   )
   ;;@
   (loop $for-loop|0
    (if
     ;;@ garbage.ts:19:18
     (i32.lt_s
      (local.get $i)
      ;;@ garbage.ts:19:22
      (local.get $count)
     )
     (then
      ;;@
      (i32.store
       (global.get $~lib/memory/__stack_pointer)
       (local.tee $text
        (call $~lib/string/String.__concat
         (block (result i32)
          (local.set $3
           ;;@ garbage.ts:19:34
           (local.get $text)
          )
          ;;@
          (i32.store offset=4
           (global.get $~lib/memory/__stack_pointer)
           (local.get $3)
          )
          ;;@
          (local.get $3)
         )
         ;;@
         (block (result i32)
          (local.set $3
           ;;@ garbage.ts:19:42
           (call $~lib/number/I32#toString
            (local.get $i)
            ;;@ ~lib/number.ts:78:35
            (i32.const 10)
           )
          )
          ;;@
          (i32.store offset=8
           (global.get $~lib/memory/__stack_pointer)
           (local.get $3)
          )
          ;;@
          (local.get $3)
         )
        )
       )
      )
      ;;@ garbage.ts:19:29
      (local.set $i
       ;;@
       (i32.add
        ;;@ garbage.ts:19:29
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
   ;;@
   (block
    (local.set $3
     ;;@ garbage.ts:20:9
     (local.get $text)
    )
    ;;@
    (global.set $~lib/memory/__stack_pointer
     (i32.add
      (global.get $~lib/memory/__stack_pointer)
      (i32.const 12)
     )
    )
    ;;@ garbage.ts:20:2
    (return
     ;;@
     (local.get $3)
    )
   )
  )
 )
;; after
 (func $garbage/join (param $count i32) (result i32)
  (local $text i32)
  (local $i i32)
  (local $3 i32)
  (block
   (global.set $~lib/memory/__stack_pointer
    (i32.sub
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 12)
    )
   )
   (call $~stack_check)
  )
  (i64.store
   (global.get $~lib/memory/__stack_pointer)
   (i64.const 0)
  )
  (i32.store offset=8
   (global.get $~lib/memory/__stack_pointer)
   (i32.const 0)
  )
  (block
   (i32.store
    (global.get $~lib/memory/__stack_pointer)
    (local.tee $text
     ;;@ garbage.ts:18:13
     (i32.const 5232)
    )
   )
   ;;@ garbage.ts:19:7
   (local.set $i
    ;;@ garbage.ts:19:15
    (i32.const 0)
   )
   ;;@
   (loop $for-loop|0
    (call $~lib/proxy-wasm-as/assembly/runtime/collection-schedule/collectIfDue)
    (if
     ;;@ garbage.ts:19:18
     (i32.lt_s
      (local.get $i)
      ;;@ garbage.ts:19:22
      (local.get $count)
     )
     (then
      ;;@
      (i32.store
       (global.get $~lib/memory/__stack_pointer)
       (local.tee $text
        (call $~lib/string/String.__concat
         (block (result i32)
          (local.set $3
           ;;@ garbage.ts:19:34
           (local.get $text)
          )
          ;;@
          (i32.store offset=4
           (global.get $~lib/memory/__stack_pointer)
           (local.get $3)
          )
          ;;@
          (local.get $3)
         )
         ;;@
         (block (result i32)
          (local.set $3
           ;;@ garbage.ts:19:42
           (call $~lib/number/I32#toString
            (local.get $i)
            ;;@ ~lib/number.ts:78:35
            (i32.const 10)
           )
          )
          ;;@
          (i32.store offset=8
           (global.get $~lib/memory/__stack_pointer)
           (local.get $3)
          )
          ;;@
          (local.get $3)
         )
        )
       )
      )
      ;;@ garbage.ts:19:29
      (local.set $i
       ;;@
       (i32.add
        ;;@ garbage.ts:19:29
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
   ;;@
   (block
    (local.set $3
     ;;@ garbage.ts:20:9
     (local.get $text)
    )
    ;;@
    (global.set $~lib/memory/__stack_pointer
     (i32.add
      (global.get $~lib/memory/__stack_pointer)
      (i32.const 12)
     )
    )
    ;;@ garbage.ts:20:2
    (return
     ;;@
     (local.get $3)
    )
   )
  )
 )
;; before
 (func $garbage/once (param $count i32) (result i32)
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
    ;;@ garbage.ts:24:9
    (call $garbage/Entry#constructor
     ;;@
     (i32.const 0)
     ;;@
     (block (result i32)
      (local.set $1
       ;;@ garbage.ts:24:19
       (call $~lib/number/I32#toString
        (local.get $count)
        ;;@ ~lib/number.ts:78:35
        (i32.const 10)
       )
      )
      ;;@
      (i32.store
       (global.get $~lib/memory/__stack_pointer)
       (local.get $1)
      )
      ;;@
      (local.get $1)
     )
     ;;@ garbage.ts:24:37
     (local.get $count)
     ;;@ garbage.ts:24:44
     (i32.const 0)
    )
   )
   ;;@
   (global.set $~lib/memory/__stack_pointer
    (i32.add
     (global.get $~lib/memory/__stack_pointer)
     (i32.const 4)
    )
   )
   ;;@ garbage.ts:24:2
   (return
    ;;@
    (local.get $1)
   )
  )
 )
;; after
 (func $garbage/once (param $count i32) (result i32)
  (local $1 i32)
  (local.set $1
   ;;@ garbage.ts:24:9
   (call $garbage/Entry#constructor
    ;;@
    (i32.const 0)
    ;;@
    (local.tee $1
     ;;@ garbage.ts:24:19
     (call $~lib/number/I32#toString
      (local.get $count)
      ;;@ ~lib/number.ts:78:35
      (i32.const 10)
     )
    )
    ;;@ garbage.ts:24:37
    (local.get $count)
    ;;@ garbage.ts:24:44
    (i32.const 0)
   )
  )
  ;;@ garbage.ts:24:2
  (return
   ;;@
   (local.get $1)
  )
 )
;; before
 (func $~stack_check
  (if
   (i32.lt_s
    (global.get $~lib/memory/__stack_pointer)
    (global.get $~lib/memory/__data_end)
   )
   (then
    (call $~lib/proxy-wasm-as/assembly/globals/abort/abort
     (i32.const 72720)
     (i32.const 72768)
     (i32.const 1)
     (i32.const 1)
    )
    (unreachable)
   )
  )
 )
;; after
 (func $~stack_check
  (if
   (i32.lt_u
    (global.get $~lib/memory/__stack_pointer)
    (global.get $~lib/memory/__data_end)
   )
   (then
    (call $~lib/proxy-wasm-as/assembly/runtime/out-of-memory/outOfMemory)
   )
  )
 )
