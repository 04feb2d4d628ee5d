import {
  Counter,
  FilterStatus,
  getPropertyMap,
  log,
  PeerType,
  properties,
  registerStreamContext,
  StreamContext,
} from "proxy-wasm-as";

const connections = new Counter("connection_counter");
const METADATA = ["xds", "cluster_metadata", "filter_metadata", "location"];

class TcpLog extends StreamContext {
  private sent: i64 = 0;
  private received: i64 = 0;

  override onNewConnection(): FilterStatus {
    log.info("new connection!");
    return FilterStatus.Continue;
  }

  override onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    if (size == 0) return FilterStatus.Continue;
    this.sent += size;
    const text = this.downstream.text();
    log.info(">>>>>> downstream data received >>>>>>\n" + text);
    return FilterStatus.Continue;
  }

  override onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    if (size == 0) return FilterStatus.Continue;
    this.received += size;
    const address = properties.upstream.address;
    if (address != null) log.info("remote address: " + address);
    const location = getPropertyMap(METADATA);
    for (let i = 0; location != null && i < location.size; i++) {
      const value = location.key(i) + "]=" + location.value(i);
      log.info("upstream cluster metadata location[" + value);
    }
    const text = this.upstream.text();
    log.info("<<<<<< upstream data received <<<<<<\n" + text);
    return FilterStatus.Continue;
  }

  override onDownstreamConnectionClose(peer: PeerType): void {
    log.info("downstream connection close!");
  }

  override onDone(): bool {
    connections.increment();
    const counts = `sent ${this.sent}, received ${this.received} bytes`;
    log.info("connection complete! " + counts);
    return true;
  }
}

registerStreamContext<TcpLog>("tcp_log");
