import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import supertest from "supertest";
import { createApp } from "../../src/portal/app.ts";
import { createFormValidator } from "../../src/portal/forms/validator.ts";
import { loadProfile, openRegister, seedRegister, type Register } from "../../src/register/index.ts";
import { FakeEngine } from "./fake-engine.ts";

const HOME = fileURLToPath(new URL("../..", import.meta.url));
const PEOPLE: ReadonlySet<string> = new Set(["koordination", "cm-troisdorf", "cm-siegburg", "ki-leitung", "admin"]);
const MONDAY = Date.parse("2026-01-05T08:00:00Z");

/** The portal as a real Express application on the demo municipality, with an engine of memory. */
export interface PortalBench {
  readonly register: Register;
  readonly engine: FakeEngine;
  /** A browser without JavaScript; logs in with a demo account when a name is given. */
  visitor(login?: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** Opens the portal; `isDemo` default true. */
export async function openPortal({ isDemo = true }: { readonly isDemo?: boolean } = {}): Promise<PortalBench> {
  const clock = { now: () => MONDAY };
  const dataDir = await mkdtemp(join(tmpdir(), "kim-portal-"));
  const register = await openRegister({ file: ":memory:", clock });
  const profile = await loadProfile(join(HOME, "municipalities/rsk-2021"));
  // Hashing a password takes its time: only the people that appear here get an account.
  const demoAccounts = profile.demoAccounts.filter(({ login }) => PEOPLE.has(login));
  await seedRegister(register, { ...profile, demoAccounts }, { demo: true });
  const engine = new FakeEngine();
  const validator = createFormValidator();
  const app = await createApp({
    options: {
      baseUrl: "http://localhost:3000",
      sessionSecret: "a secret of at least thirty-two characters",
      isDemo,
      dataDir,
      version: "test",
      engineMode: "fake",
      failedLoginLimit: 3,
    },
    register,
    engine: engine.gateway,
    validator,
    clock,
    readiness: {
      reasons: () => Promise.resolve(engine.isDown ? ["Expected the engine to answer, but it does not."] : []),
    },
    metrics: () => Promise.resolve("kim_up 1\n"),
    logger: pino({ level: "silent" }),
  });
  return {
    register,
    engine,
    visitor: async (login) => {
      const visitor = new Visitor(supertest.agent(app));
      if (login !== undefined) await visitor.logIn(login);
      return visitor;
    },
    close: async () => {
      await validator.close();
      await register.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What an answer was. */
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** One person's browser without JavaScript: keeps cookies, and the token of the last page. */
class Visitor {
  readonly #agent: ReturnType<typeof supertest.agent>;
  #token = "";

  constructor(agent: ReturnType<typeof supertest.agent>) {
    this.#agent = agent;
  }

  async logIn(login: string, password = "regelkreis-demo"): Promise<Answer> {
    await this.get("/anmelden");
    return this.post("/anmelden", { kennung: login, passwort: password });
  }

  async get(path: string): Promise<Answer> {
    const { status, text, headers } = await this.#agent.get(path);
    this.#token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#token;
    return { status, text, location: headers["location"] };
  }

  /** Sends a form with the token of the last page; `token: false` leaves it out. */
  async post(path: string, fields: Fields, { token = true }: { readonly token?: boolean } = {}): Promise<Answer> {
    const body = new URLSearchParams(token ? { _csrf: this.#token } : {});
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    const { status, text, headers } = await this.#agent.post(path).type("form").send(body.toString());
    return { status, text, location: headers["location"] };
  }
}
