import type { RequestHandler } from "express";
import session from "express-session";
import { z } from "zod";
import { systemClock } from "../../platform/clock.ts";
import { destroySession, loadSession, saveSession, type Register } from "../../register/index.ts";

/** What a session carries: who is logged in, the language, one message for the next page. */
declare module "express-session" {
  interface SessionData {
    personId?: string;
    language?: "de" | "en";
    /** Set on the first page with a form, so that the session exists and its CSRF token holds. */
    hasForm?: boolean;
    flash?: { kind: "success" | "info" | "warning" | "danger"; text: string };
  }
}

/** A session ends after eight hours without a page call. */
const SESSION_MS = 8 * 60 * 60 * 1000;

const storedSession = z.looseObject({ cookie: z.looseObject({ originalMaxAge: z.number().nullable() }) });

type Done<T = void> = (error: unknown, result?: T) => void;

/** Hands a promise's end to express-session's callback. */
function settle<T>(work: Promise<T>, done: Done<T> | undefined): void {
  work.then(
    (result) => done?.(undefined, result),
    (error: unknown) => done?.(error),
  );
}

/** Sessions in the register's database, so that a restart logs nobody out. */
class RegisterSessionStore extends session.Store {
  readonly #register: Register;

  constructor(register: Register) {
    super();
    // Sessions end by the time of day: moving the demo's clock logs nobody out.
    this.#register = {
      db: register.db,
      clock: systemClock,
      transaction: (work) => register.transaction(work),
      close: () => register.close(),
    };
  }

  override get(sid: string, done: (error: unknown, session?: session.SessionData | null) => void): void {
    settle(this.#read(sid), done);
  }

  override set(sid: string, data: session.SessionData, done?: Done): void {
    const laeuftAbAm = new Date(systemClock.now() + SESSION_MS).toISOString();
    settle(saveSession(this.#register, { sid, daten: JSON.stringify(data), laeuftAbAm }), done);
  }

  override destroy(sid: string, done?: Done): void {
    settle(destroySession(this.#register, sid), done);
  }

  async #read(sid: string): Promise<session.SessionData | null> {
    const text = await loadSession(this.#register, sid);
    return text === undefined ? null : toSessionData(text);
  }
}

function toSessionData(text: string): session.SessionData {
  const { cookie, ...rest } = storedSession.parse(JSON.parse(text));
  const restored = new session.Cookie();
  restored.originalMaxAge = cookie.originalMaxAge;
  return Object.assign({ cookie: restored }, rest);
}

/** Sessions by a signed, http-only cookie; the data stays on the server. */
export function setUpSessions(
  register: Register,
  { secret, isHttps }: { secret: string; isHttps: boolean },
): RequestHandler {
  return session({
    name: isHttps ? "__Host-kim.sid" : "kim.sid",
    secret,
    store: new RegisterSessionStore(register),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: "lax", secure: isHttps, path: "/", maxAge: SESSION_MS },
  });
}
