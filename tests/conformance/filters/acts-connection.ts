import { FilterStatus, PeerType, StreamContext } from "proxy-wasm-as";
import { say } from "./calls";
import { ScriptedRoot } from "./scripted-root";

/** Runs the plugin's script in each callback of a TCP connection. */
export class ActsConnection extends StreamContext {
  onNewConnection(): FilterStatus {
    (this.root as ScriptedRoot).held = this.id;
    return <FilterStatus>this.act("new-connection", "", "");
  }

  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    const args = size.toString() + " " + endOfStream.toString();
    const text = this.downstream.text();
    return <FilterStatus>this.act("downstream-data", text, args);
  }

  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    const args = size.toString() + " " + endOfStream.toString();
    const text = this.upstream.text();
    return <FilterStatus>this.act("upstream-data", text, args);
  }

  onDownstreamConnectionClose(peer: PeerType): void {
    this.act("downstream-close", "", peer.toString());
  }

  onUpstreamConnectionClose(peer: PeerType): void {
    this.act("upstream-close", "", peer.toString());
  }

  onLog(): void {
    this.act("log", "", "");
  }

  onDone(): bool {
    this.act("done", "", "");
    return true;
  }

  onDelete(): void {
    this.act("delete", "", "");
    say("deleted");
  }

  /** `data` selects a line of the script, as a request's path does. */
  private act(phase: string, data: string, args: string): i32 {
    const plugin = this.root as ScriptedRoot;
    const outcome = plugin.script.run(phase, data, args, plugin.held);
    return outcome.result < 0 ? 0 : outcome.result;
  }
}
