import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Command } from "commander";
import { format, resolveConfig } from "prettier";
import { program } from "../../cli/program.ts";
import { renderCommandReference } from "../../scripts/command-reference.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

test('docs/commands.md is what "npm run docs:commands" writes', async () => {
  const path = join(ROOT, "docs/commands.md");
  const options = await resolveConfig(path);
  const text = renderCommandReference(program());
  assert.equal(
    readFileSync(path, "utf8"),
    await format(text, { ...options, filepath: path }),
  );
});

test("renderCommandReference shows each command with its argument, example and options", () => {
  const root = new Command("tool");
  root
    .command("push")
    .description("Send it.")
    .argument("<image>", "NAME:TAG")
    .option("-f, --file <file>", "make it first", "a.wasm")
    .addHelpText("after", "\nExample: tool push a:b");
  assert.match(
    renderCommandReference(root),
    /## `tool push`\n\nSend it\.\n\n```text\ntool push <image> \[options\]\n```\n\n```sh\ntool push a:b\n```\n\n- `image`: NAME:TAG\n- `-f, --file <file>`: make it first \(default: "a\.wasm"\)\n/,
  );
});

test("renderCommandReference leaves out commands that only have subcommands", () => {
  const root = new Command("tool");
  root.command("group").command("leaf").description("Do it.");
  const text = renderCommandReference(root);
  assert.match(text, /## `tool group leaf`/);
  assert.doesNotMatch(text, /## `tool group`/);
});
