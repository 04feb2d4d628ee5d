import { INVALID_MEMORY_ACCESS, NOT_FOUND, OK } from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import type {
  ForeignAnswer,
  ForeignFunction,
} from "../shared/foreign-function.ts";
import { OWN_FOREIGN_FUNCTIONS } from "./foreign/own-foreign-functions.ts";

/**
 * The host function that calls what a proxy adds to the ABI.
 *
 *     foreignFunctions(vm).proxy_call_foreign_function
 */
export function foreignFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  return {
    proxy_call_foreign_function(
      name: number,
      nameSize: number,
      argument: number,
      argumentSize: number,
      outAnswer: number,
      outSize: number,
    ) {
      const text = memory.text(name, nameSize);
      const bytes = memory.bytes(argument, argumentSize);
      if (text === null || bytes === null) return INVALID_MEMORY_ACCESS;
      const result = resultOf(vm, text, bytes);
      if (result === null) return NOT_FOUND;
      const { status, answer } = result;
      // An empty answer gets a block as well.
      const wanted = answer !== null && outAnswer !== 0;
      const at = wanted ? vm.allocate(answer.length) : 0;
      const written =
        (!wanted || memory.setBytes(at, answer)) &&
        (outAnswer === 0 || memory.setU32(outAnswer, at)) &&
        (outSize === 0 || memory.setU32(outSize, answer?.length ?? 0));
      if (!written) return INVALID_MEMORY_ACCESS;
      return status;
    },

    // In ABI 0.1.0. There is only one route to choose.
    proxy_clear_route_cache: () => OK,
  };
}

function resultOf(
  vm: Vm,
  name: string,
  argument: Buffer,
): ForeignAnswer | null {
  const registered = vm.settings.foreignFunctions;
  if (Object.hasOwn(registered, name))
    return answerOf(registered[name](argument));
  if (!Object.hasOwn(OWN_FOREIGN_FUNCTIONS, name)) return null;
  const { context, currentContext: current } = vm;
  return answerOf(OWN_FOREIGN_FUNCTIONS[name]({ argument, context, current }));
}

function answerOf(result: ReturnType<ForeignFunction>): ForeignAnswer {
  if (typeof result === "number") return { status: result, answer: null };
  return "status" in result ? result : { status: OK, answer: result };
}
