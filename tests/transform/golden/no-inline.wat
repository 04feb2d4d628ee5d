;; before


;; after
~lib/rt/__visit_members
~lib/proxy-wasm-as/assembly/runtime/collector/mark
~lib/proxy-wasm-as/assembly/runtime/collector/sweep
