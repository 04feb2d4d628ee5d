;; before
~lib/proxy-wasm-as/assembly/runtime/host-entry/endEntry

;; after
~lib/rt/__visit_members
~lib/proxy-wasm-as/assembly/runtime/collector/mark
~lib/proxy-wasm-as/assembly/runtime/collector/sweep
~lib/proxy-wasm-as/assembly/runtime/host-entry/endEntry
