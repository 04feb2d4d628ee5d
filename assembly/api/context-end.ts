// The index of a function, set by the first callout. In a module that calls nobody
// nothing sets it, and the compiler sees that it stays 0: the end of a context costs
// nothing there, not even the type of the function.
let hook: u32 = 0;

/** Sets the function that is called with the number of each context that ends. */
export function onContextEnd(run: (id: u32) => void): void {
  hook = run.index;
}

/** Calls that function, where there is one. */
export function endContext(id: u32): void {
  if (hook != 0) call_indirect<void>(hook, id);
}
