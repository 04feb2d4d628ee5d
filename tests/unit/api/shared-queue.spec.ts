import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { SharedQueue } from "proxy-wasm-as/assembly/api/shared-queue";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { addQueue, refuse, reset } from "../test-host";

beforeEach(() => reset());

describe("SharedQueue", () => {
  test("SharedQueue.register gives a queue, and the same for its name", () => {
    const queue = SharedQueue.register("é")!;
    expect(queue.id).toBe(1);
    expect(SharedQueue.register("é")!.id).toBe(1);
    expect(SharedQueue.register("other")!.id).toBe(2);
  });

  test("SharedQueue.register gives null where the proxy refuses", () => {
    refuse("proxy_register_shared_queue", Status.InternalFailure);
    expect(SharedQueue.register("a")).toBeNull();
  });

  test("SharedQueue.resolve gives the queue of a VM, or null", () => {
    addQueue("vm", "one");
    const two = addQueue("vm", "two");
    expect(SharedQueue.resolve("vm", "two")!.id).toBe(two);
    expect(SharedQueue.resolve("vm", "three")).toBeNull();
    expect(SharedQueue.resolve("vmt", "wo")).toBeNull();
    expect(SharedQueue.resolve("", "two")).toBeNull();
  });

  test("SharedQueue.of gives the queue of a number", () => {
    const queue = SharedQueue.register("a")!;
    queue.enqueue("item");
    expect(SharedQueue.of(queue.id).dequeue()).toBe("item");
  });

  test("SharedQueue.id is the number that the proxy gave", () => {
    expect(SharedQueue.of(0xffff_fff0).id).toBe(0xffff_fff0);
  });

  test("SharedQueue.dequeue takes what SharedQueue.enqueue has added, in order", () => {
    const queue = SharedQueue.register("a")!;
    expect(queue.enqueue("é")).toBe(Status.Ok);
    expect(queue.enqueue("")).toBe(Status.Ok);
    expect(queue.dequeue()).toBe("é");
    expect(queue.dequeue()).toBe("");
    expect(queue.dequeue()).toBeNull();
  });

  test("SharedQueue.dequeueBytes takes what SharedQueue.enqueueBytes has added", () => {
    const queue = SharedQueue.register("a")!;
    expect(queue.enqueueBytes(Uint8Array.wrap(hex("ff 00")))).toBe(Status.Ok);
    expect(arrayHex(queue.dequeueBytes()!)).toBe("ff00");
    expect(queue.dequeueBytes()).toBeNull();
  });

  test("SharedQueue.enqueue answers NotFound where there is no such queue", () => {
    expect(SharedQueue.of(9).enqueue("a")).toBe(Status.NotFound);
    expect(SharedQueue.of(9).dequeue()).toBeNull();
  });

  test("SharedQueue.dequeue frees what the host allocates", () => {
    SharedQueue.register("a");
    expect(
      blocksLost(() => {
        const queue = SharedQueue.register("a")!;
        queue.enqueue("item");
        queue.dequeue();
        queue.enqueue("item");
        queue.dequeueBytes();
        queue.dequeue();
      }),
    ).toBe(0);
  });
});
