;; gone: ~lib/proxy-wasm-as/assembly/contexts/message-phase/phaseAfter
