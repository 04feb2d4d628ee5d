;; gone: ~lib/proxy-wasm-as/assembly/api/sent-headers/noteHeaders
;; gone: ~lib/proxy-wasm-as/assembly/api/sent-headers/placeOf
