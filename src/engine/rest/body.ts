import type { IncomingMessage } from "node:http";
import { badRequest, Problem } from "./problem.ts";

/** The largest request that is read: Camunda's default for a whole request. */
const MAX_BYTES = 10 * 1024 * 1024;

/** The body of a request: parsed JSON, a form with files, or undefined where there is none. Throws the Problem of a body that is neither. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return undefined;
  const type = request.headers["content-type"] ?? "application/json";
  if (type.startsWith("multipart/form-data")) return readForm(bytes, type);
  if (type.startsWith("application/json") || type.startsWith("application/problem+json")) return readJson(bytes);
  throw new Problem(415, "Unsupported Media Type", `Content-Type '${type}' is not supported.`);
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BYTES) reject(tooLarge());
      else chunks.push(chunk);
    });
    request.on("end", () => {
      resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks));
    });
    request.on("error", reject);
  });
}

function tooLarge(): Problem {
  return new Problem(413, "Payload Too Large", `Expected a request of at most ${MAX_BYTES} bytes, but it is larger`);
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badRequest(`Request body could not be parsed as JSON: ${reason}`);
  }
}

async function readForm(bytes: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    throw badRequest("Expected a multipart/form-data request, but its parts could not be read");
  }
}
