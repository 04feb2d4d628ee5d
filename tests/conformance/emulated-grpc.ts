import type {
  PendingGrpcCall,
  ServedGrpcStream,
  ProxyHost,
} from "../../host/index.ts";

const CLOSED =
  "remote connection failure|delayed_connect_error:_Connection_refused";
const REFUSED = "remote refused stream reset";
const DATE = ["date", new Date(0).toUTCString()] as const;
const OPENING = { "x-initial": "1", [DATE[0]]: DATE[1] };
const ENDING = { "x-trailing": "2" };

/**
 * Answers gRPC calls and streams from the emulator's filters as the methods of
 * `grpc-answers.ts` do. Lets time pass for those that nobody answers.
 */
export function answerGrpc(host: ProxyHost): void {
  const sent = new Map<ServedGrpcStream, number>();
  for (;;) {
    const call = host.grpcCalls.find(({ method }) => method !== "Late");
    const stream = host.grpcStreams.find((each) => isWaiting(each, sent));
    const [late] = host.grpcCalls;
    if (call !== undefined) answerCall(call);
    else if (stream !== undefined) answerStream(stream, sent);
    else if (late !== undefined) host.advance(late.timeout);
    else return;
  }
}

function answerCall(call: PendingGrpcCall): void {
  if (call.cluster === "closed-grpc") return call.breakOff(CLOSED);
  if (call.method === "Reset") return call.breakOff(REFUSED);
  if (call.method === "Deny") {
    return call.fail(7, encodeURIComponent("not you: é"));
  }
  if (call.method === "Bare") return call.fail(12);
  call.respond(`re ${call.message.toString()}`);
}

/** Whether it has something for the server to act on. */
function isWaiting(
  stream: ServedGrpcStream,
  sent: Map<ServedGrpcStream, number>,
): boolean {
  const { messages, hasEnded, method, cluster } = stream;
  if (cluster === "closed-grpc") return true;
  if (method === "Talk" && (hasEnded || !sent.has(stream))) return true;
  return messages.length > (sent.get(stream) ?? 0);
}

function answerStream(
  stream: ServedGrpcStream,
  sent: Map<ServedGrpcStream, number>,
): void {
  if (stream.cluster === "closed-grpc") return stream.breakOff(CLOSED);
  if (stream.method === "Reset") return stream.breakOff(REFUSED);
  if (stream.method === "Talk" && !sent.has(stream)) {
    stream.sendInitialMetadata(OPENING);
  }
  const from = sent.get(stream) ?? 0;
  sent.set(stream, stream.messages.length);
  if (stream.method === "Ends") {
    stream.sendInitialMetadata({ [DATE[0]]: DATE[1] });
    return stream.close(0, "over");
  }
  for (const message of stream.messages.slice(from)) {
    if (stream.isPending) stream.sendMessage(`re ${message.toString()}`);
  }
  if (stream.hasEnded && stream.isPending) {
    stream.close(5, encodeURIComponent("none é"), ENDING);
  }
}
