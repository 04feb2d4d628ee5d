import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import { ListenerFile } from "../../../cli/envoy/listener-file.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { directResponse } from "../../../cli/envoy/route.ts";
import { tempFolder } from "../../temp-folder.ts";

function listenerOf(body: string) {
  return httpListener({ routes: [directResponse({ body })] });
}

test("ListenerFile.replace changes what Envoy serves, on the same port", async (t) => {
  const folder = await tempFolder(t);
  const file = await ListenerFile.write(folder, [listenerOf("before")]);
  const config = bootstrap({
    node: { id: "any", cluster: "any" },
    fields: file.fields,
  });
  const envoy = await EnvoyProcess.start(config);
  t.after(() => envoy.stop());
  const port = envoy.port();
  assert.equal((await request({ port })).text, "before");
  await file.replace([listenerOf("after")]);
  let text = "before";
  while (text === "before") ({ text } = await request({ port }));
  assert.equal(text, "after");
});
