;; before
 (func $~lib/rt/itcms/__link (param $parentPtr i32) (param $childPtr i32) (param $expectMultiple i32)
  (local $child i32)
  (local $parent i32)
  (local $parentColor i32)
  ;;@ ~lib/rt/itcms.ts:294:2
  (if
   ;;@ ~lib/rt/itcms.ts:294:6
   (i32.eqz
    ;;@ ~lib/rt/itcms.ts:294:7
    (local.get $childPtr)
   )
   (then
    ;;@ ~lib/rt/itcms.ts:294:17
    (return)
   )
  )
  ;;@
  (drop
   ;;@ ~lib/rt/itcms.ts:295:6
   (i32.const 1)
  )
  ;;@ ~lib/rt/itcms.ts:295:13
  (if
   ;;@
   (i32.eqz
    ;;@ ~lib/rt/itcms.ts:295:20
    (local.get $parentPtr)
   )
   (then
    ;;@
    (call $~lib/proxy-wasm-as/assembly/globals/abort/abort
     (i32.const 0)
     (i32.const 3488)
     (i32.const 295)
     (i32.const 14)
    )
    ;;@
    (unreachable)
   )
  )
  ;;@ ~lib/rt/itcms.ts:296:2
  (local.set $child
   ;;@ ~lib/rt/itcms.ts:296:14
   (i32.sub
    ;;@ ~lib/rt/itcms.ts:296:33
    (local.get $childPtr)
    ;;@ ~lib/rt/itcms.ts:296:44
    (i32.const 20)
   )
  )
  ;;@ ~lib/rt/itcms.ts:297:2
  (if
   ;;@ ~lib/rt/itcms.ts:297:6
   (i32.eq
    (call $~lib/rt/itcms/Object#get:color
     (local.get $child)
    )
    ;;@ ~lib/rt/itcms.ts:297:21
    (global.get $~lib/rt/itcms/white)
   )
   (then
    ;;@ ~lib/rt/itcms.ts:298:4
    (local.set $parent
     ;;@ ~lib/rt/itcms.ts:298:17
     (i32.sub
      ;;@ ~lib/rt/itcms.ts:298:36
      (local.get $parentPtr)
      ;;@ ~lib/rt/itcms.ts:298:48
      (i32.const 20)
     )
    )
    ;;@ ~lib/rt/itcms.ts:299:4
    (local.set $parentColor
     ;;@ ~lib/rt/itcms.ts:299:22
     (call $~lib/rt/itcms/Object#get:color
      (local.get $parent)
     )
    )
    ;;@ ~lib/rt/itcms.ts:300:4
    (if
     ;;@ ~lib/rt/itcms.ts:300:8
     (i32.eq
      (local.get $parentColor)
      ;;@ ~lib/rt/itcms.ts:300:23
      (i32.eqz
       ;;@ ~lib/rt/itcms.ts:300:28
       (global.get $~lib/rt/itcms/white)
      )
     )
     (then
      ;;@ ~lib/rt/itcms.ts:302:6
      (if
       ;;@ ~lib/rt/itcms.ts:302:10
       (local.get $expectMultiple)
       (then
        ;;@ ~lib/rt/itcms.ts:305:8
        (call $~lib/rt/itcms/Object#makeGray
         (local.get $parent)
        )
       )
       (else
        ;;@ ~lib/rt/itcms.ts:308:8
        (call $~lib/rt/itcms/Object#makeGray
         (local.get $child)
        )
       )
      )
     )
     (else
      ;;@ ~lib/rt/itcms.ts:310:11
      (if
       ;;@ ~lib/rt/itcms.ts:310:15
       (if (result i32)
        (i32.eq
         (local.get $parentColor)
         ;;@ ~lib/rt/itcms.ts:310:30
         (i32.const 3)
        )
        (then
         ;;@ ~lib/rt/itcms.ts:310:45
         (i32.eq
          (global.get $~lib/rt/itcms/state)
          ;;@ ~lib/rt/itcms.ts:310:54
          (i32.const 1)
         )
        )
        (else
         ;;@
         (i32.const 0)
        )
       )
       (then
        ;;@ ~lib/rt/itcms.ts:312:6
        (call $~lib/rt/itcms/Object#makeGray
         (local.get $child)
        )
       )
      )
     )
    )
   )
  )
 )
;; after
 (func $~lib/rt/itcms/__link (param $parentPtr i32) (param $childPtr i32) (param $expectMultiple i32)
  (local $child i32)
  (local $parent i32)
  (local $parentColor i32)
  ;;@ ~lib/rt/itcms.ts:294:2
  (if
   ;;@ ~lib/rt/itcms.ts:294:6
   (i32.eqz
    ;;@ ~lib/rt/itcms.ts:294:7
    (local.get $childPtr)
   )
   (then
    ;;@ ~lib/rt/itcms.ts:294:17
    (return)
   )
  )
  ;;@ ~lib/rt/itcms.ts:295:2
  (drop
   ;;@ ~lib/rt/itcms.ts:295:6
   (i32.const 0)
  )
  ;;@ ~lib/rt/itcms.ts:296:2
  (local.set $child
   ;;@ ~lib/rt/itcms.ts:296:14
   (i32.sub
    ;;@ ~lib/rt/itcms.ts:296:33
    (local.get $childPtr)
    ;;@ ~lib/rt/itcms.ts:296:44
    (i32.const 20)
   )
  )
  ;;@ ~lib/rt/itcms.ts:297:2
  (if
   ;;@ ~lib/rt/itcms.ts:297:6
   (i32.eq
    (call $~lib/rt/itcms/Object#get:color
     (local.get $child)
    )
    ;;@ ~lib/rt/itcms.ts:297:21
    (global.get $~lib/rt/itcms/white)
   )
   (then
    ;;@ ~lib/rt/itcms.ts:298:4
    (local.set $parent
     ;;@ ~lib/rt/itcms.ts:298:17
     (i32.sub
      ;;@ ~lib/rt/itcms.ts:298:36
      (local.get $parentPtr)
      ;;@ ~lib/rt/itcms.ts:298:48
      (i32.const 20)
     )
    )
    ;;@ ~lib/rt/itcms.ts:299:4
    (local.set $parentColor
     ;;@ ~lib/rt/itcms.ts:299:22
     (call $~lib/rt/itcms/Object#get:color
      (local.get $parent)
     )
    )
    ;;@ ~lib/rt/itcms.ts:300:4
    (if
     ;;@ ~lib/rt/itcms.ts:300:8
     (i32.eq
      (local.get $parentColor)
      ;;@ ~lib/rt/itcms.ts:300:23
      (i32.eqz
       ;;@ ~lib/rt/itcms.ts:300:28
       (global.get $~lib/rt/itcms/white)
      )
     )
     (then
      ;;@ ~lib/rt/itcms.ts:302:6
      (if
       ;;@ ~lib/rt/itcms.ts:302:10
       (local.get $expectMultiple)
       (then
        ;;@ ~lib/rt/itcms.ts:305:8
        (call $~lib/rt/itcms/Object#makeGray
         (local.get $parent)
        )
       )
       (else
        ;;@ ~lib/rt/itcms.ts:308:8
        (call $~lib/rt/itcms/Object#makeGray
         (local.get $child)
        )
       )
      )
     )
     (else
      ;;@ ~lib/rt/itcms.ts:310:11
      (if
       ;;@ ~lib/rt/itcms.ts:310:15
       (if (result i32)
        (i32.eq
         (local.get $parentColor)
         ;;@ ~lib/rt/itcms.ts:310:30
         (i32.const 3)
        )
        (then
         ;;@ ~lib/rt/itcms.ts:310:45
         (i32.eq
          (global.get $~lib/rt/itcms/state)
          ;;@ ~lib/rt/itcms.ts:310:54
          (i32.const 1)
         )
        )
        (else
         ;;@
         (i32.const 0)
        )
       )
       (then
        ;;@ ~lib/rt/itcms.ts:312:6
        (call $~lib/rt/itcms/Object#makeGray
         (local.get $child)
        )
       )
      )
     )
    )
   )
  )
 )
