;; gone: ~lib/rt/tcms/Object#get:color
;; gone: ~lib/rt/tcms/Object#get:next
;; gone: ~lib/rt/tcms/Object#get:nextWithColor
;; gone: ~lib/rt/tcms/Object#get:prev
;; gone: ~lib/rt/tcms/Object#get:size
;; gone: ~lib/rt/tcms/Object#linkTo
;; gone: ~lib/rt/tcms/Object#set:next
;; gone: ~lib/rt/tcms/Object#set:nextWithColor
;; gone: ~lib/rt/tcms/Object#set:prev
;; gone: ~lib/rt/tcms/Object#set:rtId
;; gone: ~lib/rt/tcms/Object#set:rtSize
;; gone: ~lib/rt/tcms/Object#unlink
;; gone: ~lib/rt/tcms/__collect
;; gone: ~lib/rt/tcms/__link
;; gone: ~lib/rt/tcms/__new
;; gone: ~lib/rt/tcms/__visit
;; gone: ~lib/rt/tcms/initLazy
;; gone: ~lib/rt/tlsf/Block#get:next
;; gone: ~lib/rt/tlsf/Block#get:prev
;; gone: ~lib/rt/tlsf/Block#set:next
;; gone: ~lib/rt/tlsf/Block#set:prev
;; gone: ~lib/rt/tlsf/Root#get:flMap
;; gone: ~lib/rt/tlsf/Root#set:flMap
;; gone: ~lib/rt/tlsf/__alloc
;; gone: ~lib/rt/tlsf/__free
;; gone: ~lib/rt/tlsf/addMemory
;; gone: ~lib/rt/tlsf/allocateBlock
;; gone: ~lib/rt/tlsf/checkUsedBlock
;; gone: ~lib/rt/tlsf/computeSize
;; gone: ~lib/rt/tlsf/freeBlock
;; gone: ~lib/rt/tlsf/growMemory
;; gone: ~lib/rt/tlsf/initialize
;; gone: ~lib/rt/tlsf/insertBlock
;; gone: ~lib/rt/tlsf/prepareBlock
;; gone: ~lib/rt/tlsf/prepareSize
;; gone: ~lib/rt/tlsf/removeBlock
;; gone: ~lib/rt/tlsf/roundSize
;; gone: ~lib/rt/tlsf/searchBlock
;; before
 (func $garbage/once (param $count i32) (result i32)
  ;;@ garbage.ts:24:2
  (return
   ;;@ garbage.ts:24:9
   (call $garbage/Entry#constructor
    ;;@
    (i32.const 0)
    ;;@ garbage.ts:24:19
    (call $~lib/number/I32#toString
     (local.get $count)
     ;;@ ~lib/number.ts:78:35
     (i32.const 10)
    )
    ;;@ garbage.ts:24:37
    (local.get $count)
    ;;@ garbage.ts:24:44
    (i32.const 0)
   )
  )
 )
;; after
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
