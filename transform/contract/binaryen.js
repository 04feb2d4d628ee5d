/**
 * Binaryen as the compiler brings it, typed by its own package. Those types lack what is
 * added here: the accessors of expressions, and the segments of data.
 *
 * @typedef {import("assemblyscript/binaryen").default} Package
 * @typedef {import("assemblyscript/binaryen").default.Module & Segments} BinaryenModule
 * @typedef {typeof import("assemblyscript/binaryen").default & Accessors} Binaryen
 *
 * @typedef {object} Segments
 * @property {() => number} getNumDataSegments
 * @property {(segment: number) => { offset: number, data: ArrayBuffer, passive: boolean }} getDataSegmentInfo
 *
 * @typedef {(expression: number) => number} Get
 * @typedef {(expression: number) => number[]} GetAll
 * @typedef {(expression: number) => string} GetName
 * @typedef {(expression: number, child: number) => void} Set
 * @typedef {(expression: number, index: number) => number} GetAt
 * @typedef {(expression: number, index: number, child: number) => void} SetAt
 *
 * @typedef {object} Accessors
 * @property {{ getBody: Get, setBody: Set }} Function
 * @property {{ getName: GetName, getChildren: GetAll, setChildren: (block: number, children: number[]) => void, setChildAt: SetAt }} Block
 * @property {{ getName: GetName, getBody: Get, setBody: Set }} Loop
 * @property {{ getCondition: Get, getIfTrue: Get, getIfFalse: Get }} If
 * @property {{ getName: GetName, getCondition: Get }} Break
 * @property {{ getNumNames: Get, getNameAt: (expression: number, index: number) => string, getDefaultName: GetName }} Switch
 * @property {{ getTarget: GetName, setTarget: (expression: number, name: string) => void, getNumOperands: Get, getOperandAt: GetAt, setOperandAt: SetAt }} Call
 * @property {{ getTarget: Get, getParams: Get, getResults: Get }} CallIndirect
 * @property {{ getIndex: Get }} LocalGet
 * @property {{ getIndex: Get, getValue: Get, isTee: (expression: number) => boolean }} LocalSet
 * @property {{ getName: GetName }} GlobalGet
 * @property {{ getName: GetName, getValue: Get }} GlobalSet
 * @property {{ getOp: (expression: number) => import("assemblyscript/binaryen").default.Operations, getLeft: Get, getRight: Get, setRight: Set }} Binary
 * @property {{ getPtr: Get, getOffset: Get }} Load
 * @property {{ getPtr: Get, getValue: Get, getOffset: Get, setOffset: Set, getBytes: Get }} Store
 * @property {{ getValueI32: Get }} Const
 * @property {{ getOp: (expression: number) => import("assemblyscript/binaryen").default.Operations }} Unary
 * @property {{ getDest: Get, setSize: Set }} MemoryFill
 */

/** What the module must have: what releases with another Binaryen may lack. */
export const OUTPUT_MEMBERS = [
  "addFunction",
  "addFunctionExport",
  "copyExpression",
  "getDataSegmentByIndex",
  "getDataSegmentInfo",
  "getElementSegmentByIndex",
  "getExport",
  "getExportByIndex",
  "getFunction",
  "getFunctionByIndex",
  "getGlobal",
  "getGlobalByIndex",
  "getNumDataSegments",
  "getNumElementSegments",
  "getNumExports",
  "getNumFunctions",
  "getNumGlobals",
  "optimize",
  "removeExport",
  "removeFunction",
  "runPasses",
];

/** What Binaryen itself must have. */
export const BINARYEN_MEMBERS = [
  "expandType",
  "getElementSegmentInfo",
  "getExportInfo",
  "getExpressionId",
  "getExpressionInfo",
  "getExpressionType",
  "getFunctionInfo",
  "getGlobalInfo",
  "getShrinkLevel",
  "setPassArgument",
  "setShrinkLevel",
  "wrapModule",
];

/** The pass of Binaryen that keeps a function out of its callers. */
export const NO_INLINE = "no-inline";

/**
 * The pass of Binaryen that lets functions save their frames: its name, its options, and
 * what it exports for hosts.
 */
export const ASYNCIFY = {
  pass: "asyncify",
  only: "asyncify-onlylist",
  except: "asyncify-removelist",
  ignoreIndirect: "asyncify-ignore-indirect",
  ignoreImports: "asyncify-ignore-imports",
  exports: [
    "asyncify_start_unwind",
    "asyncify_stop_unwind",
    "asyncify_start_rewind",
    "asyncify_stop_rewind",
    "asyncify_get_state",
  ],
};

/**
 * The operands of each kind of expression that the compiler makes, in the order in which
 * they run, by the names of their accessors; "Children" and "Operands" are lists.
 *
 * @type {Record<string, string[]>}
 */
export const EXPRESSIONS = {
  Block: ["Children"],
  If: ["Condition", "IfTrue", "IfFalse"],
  Loop: ["Body"],
  Break: ["Value", "Condition"],
  Switch: ["Value", "Condition"],
  Call: ["Operands"],
  CallIndirect: ["Operands", "Target"],
  LocalGet: [],
  LocalSet: ["Value"],
  GlobalGet: [],
  GlobalSet: ["Value"],
  Load: ["Ptr"],
  Store: ["Ptr", "Value"],
  Const: [],
  Unary: ["Value"],
  Binary: ["Left", "Right"],
  Select: ["IfTrue", "IfFalse", "Condition"],
  Drop: ["Value"],
  Return: ["Value"],
  MemorySize: [],
  MemoryGrow: ["Delta"],
  MemoryInit: ["Dest", "Offset", "Size"],
  DataDrop: [],
  MemoryCopy: ["Dest", "Source", "Size"],
  MemoryFill: ["Dest", "Value", "Size"],
  Nop: [],
  Unreachable: [],
  AtomicRMW: ["Ptr", "Value"],
  AtomicCmpxchg: ["Ptr", "Expected", "Replacement"],
  AtomicWait: ["Ptr", "Expected", "Timeout"],
  AtomicNotify: ["Ptr", "NotifyCount"],
  AtomicFence: [],
  SIMDExtract: ["Vec"],
  SIMDReplace: ["Vec", "Value"],
  SIMDShuffle: ["Left", "Right"],
  SIMDTernary: ["A", "B", "C"],
  SIMDShift: ["Vec", "Shift"],
  SIMDLoad: ["Ptr"],
  SIMDLoadStoreLane: ["Ptr", "Vec"],
};
