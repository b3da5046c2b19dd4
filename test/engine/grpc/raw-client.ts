import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Client, credentials, status, type ClientReadableStream, type ServiceDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

/** What a call was answered: its messages, and how it ended. */
export interface Answer {
  /** Name of the gRPC status. */
  readonly code: string;
  /** Text of a status that is not OK. */
  readonly details: string;
  readonly messages: readonly object[];
}

const proto = join(dirname(createRequire(import.meta.url).resolve("@camunda8/sdk")), "proto", "zeebe.proto");
const options = { keepCase: true, longs: String, enums: String, defaults: true, arrays: true, objects: true };

function gatewayService(): ServiceDefinition {
  const definitions: Readonly<Record<string, object>> = loadSync(proto, options);
  const found = definitions["gateway_protocol.Gateway"];
  if (found === undefined || !isService(found)) throw new Error("Expected the protocol to define the gateway");
  return found;
}

const isService = (definition: object): definition is ServiceDefinition => !("format" in definition);

/** A gateway as the wire shows it, without any client's own ways. */
export class RawClient {
  readonly #client: Client;
  readonly #service = gatewayService();

  constructor(address: string) {
    this.#client = new Client(address, credentials.createInsecure());
  }

  /** Calls once; a stream is read to its end. */
  call(rpc: string, request: object, deadlineMs = 30_000): Promise<Answer> {
    const { path, requestSerialize, responseDeserialize, responseStream } = this.#method(rpc);
    const deadline = Date.now() + deadlineMs;
    const read = (bytes: Buffer): object => objectOf(responseDeserialize(bytes));
    if (responseStream)
      return all(this.#client.makeServerStreamRequest(path, requestSerialize, read, request, { deadline }));
    return new Promise((resolve) => {
      this.#client.makeUnaryRequest(path, requestSerialize, read, request, { deadline }, (error, message) => {
        if (error === null) resolve({ code: "OK", details: "", messages: message === undefined ? [] : [message] });
        else resolve({ code: status[error.code], details: error.details, messages: [] });
      });
    });
  }

  /** Opens a stream and leaves it to the caller. */
  open(rpc: string, request: object): ClientReadableStream<object> {
    const { path, requestSerialize, responseDeserialize } = this.#method(rpc);
    const read = (bytes: Buffer): object => objectOf(responseDeserialize(bytes));
    return this.#client.makeServerStreamRequest(path, requestSerialize, read, request);
  }

  close(): void {
    this.#client.close();
  }

  #method(rpc: string) {
    const method = this.#service[rpc];
    if (method === undefined) throw new Error(`Expected a call of the gateway, but got ${rpc}`);
    return method;
  }
}

function all(stream: ClientReadableStream<object>): Promise<Answer> {
  return new Promise((resolve) => {
    const messages: object[] = [];
    stream.on("data", (message: object) => messages.push(message));
    stream.once("error", () => undefined);
    stream.once("status", ({ code, details }) => {
      resolve({ code: status[code], details: code === status.OK ? "" : details, messages });
    });
  });
}

function objectOf(value: unknown): object {
  if (typeof value === "object" && value !== null) return value;
  throw new Error("Expected a message, but got none");
}
