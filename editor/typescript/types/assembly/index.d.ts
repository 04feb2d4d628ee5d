// In this order: of two types with one name, editors take the first.
/// <reference path="./number.d.ts" />
/// <reference path="./iterable.d.ts" />
/// <reference types="assemblyscript/std/assembly/index.d.ts" />
