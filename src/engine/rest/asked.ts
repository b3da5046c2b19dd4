import type { ServerResponse } from "node:http";
import type { RestRequest } from "./route.ts";

interface AskedParts extends Pick<RestRequest, "path" | "body" | "principal"> {
  /** The query with its question mark. */
  readonly search: string;
  readonly response: ServerResponse;
}

/** A request as it came in; what few routes look at is made when it is looked at. */
export class Asked implements RestRequest {
  readonly path: RestRequest["path"];
  readonly body: unknown;
  readonly principal: RestRequest["principal"];
  readonly #search: string;
  readonly #response: ServerResponse;
  #gone: AbortController | undefined;

  constructor({ path, body, principal, search, response }: AskedParts) {
    this.path = path;
    this.body = body;
    this.principal = principal;
    this.#search = search;
    this.#response = response;
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#search);
  }

  get signal(): AbortSignal {
    if (this.#gone !== undefined) return this.#gone.signal;
    const gone = (this.#gone = new AbortController());
    const abort = (): void => {
      if (!this.#response.writableEnded) gone.abort();
    };
    if (this.#response.closed) abort();
    else this.#response.once("close", abort);
    return gone.signal;
  }
}
