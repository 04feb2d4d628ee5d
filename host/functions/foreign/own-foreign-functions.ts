import {
  bytesOf,
  decodeMessage,
  numberOf,
  textOf,
} from "../../abi/protobuf.ts";
import { BAD_ARGUMENT, OK } from "../../abi/status.ts";
import { notEmulated } from "../../base/host-error.ts";
import { compress, uncompress } from "./compression.ts";
import {
  createExpression,
  deleteExpression,
  evaluateExpression,
} from "./expressions.ts";
import type { OwnForeignFunction } from "./foreign-call.ts";
import { sign, verifySignature } from "./signatures.ts";

/** The last of Envoy's property types that are bytes or text. */
const LAST_PLAIN_TYPE = 1;

/** The foreign functions that Envoy itself has. */
export const OWN_FOREIGN_FUNCTIONS: Record<string, OwnForeignFunction> = {
  compress,
  uncompress,
  verify_signature: verifySignature,
  sign,

  // There is only one route to choose.
  clear_route_cache: () => OK,

  set_envoy_filter_state({ argument, context }) {
    const fields = decodeMessage(argument);
    if (fields === null) return BAD_ARGUMENT;
    return context.setFilterState(textOf(fields, 1), bytesOf(fields, 2));
  },

  declare_property({ argument, current }) {
    const fields = decodeMessage(argument);
    if (fields === null) return BAD_ARGUMENT;
    if (numberOf(fields, 3) > LAST_PLAIN_TYPE) {
      throw notEmulated("A property of a message type");
    }
    return current.declareProperty(
      textOf(fields, 1),
      numberOf(fields, 2) !== 0,
    );
  },

  expr_create: createExpression,
  expr_evaluate: evaluateExpression,
  expr_delete: deleteExpression,
};
