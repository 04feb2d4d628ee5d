import { registerRootContext } from "proxy-wasm-as";
import { AccessLogger } from "./access-logger";

registerRootContext<AccessLogger>("access_logger");
