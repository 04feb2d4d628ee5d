import { grpcStatusOf } from "../../host/message/grpc-status.ts";
import type { Header } from "../../host/index.ts";

/** How a server ends a call or a stream. */
export interface GrpcEnd {
  status: number;
  /** As in `grpc-message`, still encoded. */
  message: string;
  /** The other trailers. */
  trailing: Header[];
}

/** What a server sends about a call, before or after its messages. */
export type GrpcMetadata = Readonly<
  Record<string, string | string[] | number | undefined>
>;

/** Status codes of gRPC. */
const UNKNOWN = 2;
export const INTERNAL = 13;

/**
 * The end that trailers describe. In an answer without messages, its headers are the
 * trailers.
 *
 *     endOf({ "grpc-status": "5" }).status; // 5
 */
export function endOf(trailers: GrpcMetadata): GrpcEnd {
  const {
    "grpc-status": status = httpEnd(trailers)?.status ?? UNKNOWN,
    "grpc-message": message = "",
    ...rest
  } = trailers;
  return {
    status: Number(status),
    message: String(message),
    trailing: metadataOf(rest),
  };
}

/** The end that a status other than 200 means; undefined for 200 and for trailers. */
export function httpEnd({
  ":status": code,
}: GrpcMetadata): GrpcEnd | undefined {
  if (code === undefined || code === 200) return undefined;
  return { status: grpcStatusOf(Number(code)), message: "", trailing: [] };
}

/** Headers or trailers as pairs, without pseudo-headers and the content type. */
export function metadataOf(headers: GrpcMetadata): Header[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(":") || name === "content-type" || value === undefined
      ? []
      : [value].flat().map((each): Header => [name, String(each)]),
  );
}
