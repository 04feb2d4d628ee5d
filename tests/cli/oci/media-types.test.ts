import assert from "node:assert/strict";
import { test } from "node:test";
import * as types from "../../../cli/oci/media-types.ts";

test("isModuleType knows bare modules, also those that agents refuse", () => {
  const bare = [
    types.WASM_LAYER,
    "application/vnd.wasm.content.layer.v1+wasm",
    "application/wasm",
  ];
  for (const type of bare) assert.ok(types.isModuleType(type), type);
  for (const type of [types.WASM_CONFIG, types.OCI_LAYER]) {
    assert.ok(!types.isModuleType(type), type);
  }
});

test("isArchiveType knows OCI's and Docker's layers", () => {
  const archives = [
    types.OCI_LAYER,
    types.DOCKER_LAYER,
    "application/vnd.oci.image.layer.v1.tar",
  ];
  for (const type of archives) assert.ok(types.isArchiveType(type), type);
  for (const type of [types.WASM_LAYER, types.OCI_CONFIG, types.OCI_MANIFEST]) {
    assert.ok(!types.isArchiveType(type), type);
  }
});

test("isIndexType knows both kinds", () => {
  assert.ok(types.isIndexType(types.OCI_INDEX));
  assert.ok(types.isIndexType(types.DOCKER_INDEX));
  assert.ok(!types.isIndexType(types.OCI_MANIFEST));
});
