import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { runCli } from "../run-cli.ts";

/** What bash offers for some words; the last one is being typed. */
function bashOffers(...words: string[]): string[] {
  const { stdout: script } = runCli(["completion", "bash"]);
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const ask = `${script}
COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _proxy_wasm
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = spawnSync("bash", ["-c", ask], { encoding: "utf8" });
  return stdout.trim().split("\n");
}

test("proxy-wasm completion bash offers commands, their subcommands and options", () => {
  assert.deepEqual(bashOffers("proxy-wasm", "bu"), ["build"]);
  assert.deepEqual(bashOffers("proxy-wasm", "manifest", "envoyg"), [
    "envoygateway",
  ]);
  assert.deepEqual(bashOffers("proxy-wasm", "build", "--ta"), ["--target"]);
  const named = ["proxy-wasm", "manifest", "wasmplugin", "--name", "x", "--ur"];
  assert.deepEqual(bashOffers(...named), ["--url"]);
});

test("proxy-wasm completion has a script for zsh and one for fish", () => {
  const zsh = runCli(["completion", "zsh"]).stdout;
  assert.match(zsh, /^#compdef proxy-wasm\n/);
  assert.match(zsh, /"proxy-wasm manifest"\) words_="envoy /);
  const fish = runCli(["completion", "fish"]).stdout;
  assert.match(
    fish,
    /^complete -c proxy-wasm -n '__fish_seen_subcommand_from build' -l target /m,
  );
});

test("proxy-wasm completion names the supported shells", () => {
  const { status, stderr } = runCli(["completion", "tcsh"]);
  assert.equal(status, 2);
  assert.match(stderr, /Allowed choices are bash, zsh, fish/);
});
