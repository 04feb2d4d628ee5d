;; gone: ~lib/proxy-wasm-as/assembly/json/skip-value/skipMoreSpace
