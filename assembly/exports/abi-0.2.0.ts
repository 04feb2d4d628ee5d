/** Marks the module's ABI version; never called. */
export function proxy_abi_version_0_2_0(): void {}
