import { z } from "zod";
import { AppError } from "../../platform/errors.ts";

/** Thrown when Tasklist or Operate refuses a call, or does not answer. */
class WebAppRefused extends AppError {
  override readonly code = "WEB_APP_REFUSED";
  /** HTTP status; undefined when nothing answered. */
  readonly status: number | undefined;

  constructor({ what, status, said }: { what: string; status?: number; said: string }, options?: ErrorOptions) {
    super(
      `Expected ${what} to work, but ${status === undefined ? "nothing answers" : `it said ${String(status)}`}: ${said}`,
      options,
    );
    this.status = status;
  }
}

/** A log-in to Tasklist and Operate 8.6, which share one. */
export interface WebAppSession {
  /** Who is logged in. */
  readonly name: string;
  /** Calls a path such as "/v1/tasks/search"; the answer is JSON, or undefined where there is none. */
  call(method: "GET" | "POST" | "PATCH", path: string, body?: unknown): Promise<unknown>;
}

/** Logs in; throws {@link WebAppRefused}. */
export async function logIn(
  address: string,
  account: { readonly name: string; readonly password: string },
): Promise<WebAppSession> {
  const answer = await send(
    `${address}/api/login?${new URLSearchParams({ username: account.name, password: account.password }).toString()}`,
    { method: "POST" },
  );
  if (!answer.ok) throw refusedLogIn(address, account.name, answer.status);
  const headers = {
    cookie: cookiesOf(answer),
    "x-csrf-token": answer.headers.get("x-csrf-token") ?? "",
    "content-type": "application/json",
  };
  return {
    name: account.name,
    call: async (method, path, body) => {
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await send(`${address}${path}`, init);
      const text = await response.text();
      if (!response.ok)
        throw new WebAppRefused({ what: `${method} ${path}`, status: response.status, said: text.slice(0, 300) });
      return text === "" ? undefined : jsonOf(text, { what: `${method} ${path}`, status: response.status });
    },
  };
}

function refusedLogIn(address: string, name: string, status: number): WebAppRefused {
  const isPassword = status === 401 || status === 403;
  return new WebAppRefused({
    what: `the log-in of "${name}" at ${address}`,
    status,
    said: isPassword ? "look at name and password" : "there is no Tasklist 8.6; correct the address (--tasklist)",
  });
}

function jsonOf(text: string, { what, status }: { what: string; status: number }): z.output<ReturnType<typeof z.json>> {
  try {
    return z.json().parse(JSON.parse(text));
  } catch (cause) {
    throw new WebAppRefused(
      { what, status, said: "the answer is no JSON; correct the address (--tasklist)" },
      { cause },
    );
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    const said = "start it with npm run camunda, or correct the address";
    throw new WebAppRefused({ what: new URL(url).origin, said }, { cause });
  }
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}
