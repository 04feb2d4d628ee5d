// Overrides nothing.
#include "proxy_wasm_intrinsics.h"

static RegisterContextFactory factory(CONTEXT_FACTORY(Context), ROOT_FACTORY(RootContext), "f");
