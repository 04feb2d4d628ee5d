@global
export class ProxyWasmModelWriter {}
