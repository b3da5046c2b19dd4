import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ComponentDied, ComponentSlow } from "./errors.ts";
import { lastWordOf } from "./last-word.ts";
import { endWithUs, signalGroup } from "./process-group.ts";

/** How a component is started. */
export interface ComponentCommand {
  /** As people know it. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Its output goes here. */
  readonly log: string;
  /** Answers 200 when it is ready. */
  readonly readyUrl: string;
}

/** A running component. */
export interface Component {
  readonly name: string;
  readonly pid: number;
  /** Resolves when it answers at its address; throws {@link ComponentDied} or {@link ComponentSlow}. */
  ready(patienceMs: number): Promise<void>;
  /** Resolves, with the reason, when it ends without having been told to. */
  readonly died: Promise<ComponentDied>;
  /** Tells it to end, and ends it by force after a grace of 15 s. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash would. */
  kill(): void;
}

/** What sends this signal is the system that is short of memory, or a person. */
const OUTSIDE = ", from outside: was memory short?";

const GRACE_MS = 15_000;
const POLL_MS = 500;
const ANSWER_MS = 3000;

/** Starts a component in a process group of its own, so that Ctrl-C reaches us first and we stop it in order. */
export function startComponent(command: ComponentCommand): Component {
  const output = openSync(command.log, "a");
  const child = spawn(command.program, command.args, {
    env: { ...command.environment },
    stdio: ["ignore", output, output],
    detached: true,
  });
  closeSync(output);
  endWithUs(child);
  const life = watch(child, command);
  return {
    name: command.name,
    pid: child.pid ?? -1,
    ready: (patienceMs) => untilReady(command, life, patienceMs),
    died: life.died,
    stop: () => life.stop(),
    kill: () => {
      life.kill();
    },
  };
}

interface Life {
  readonly died: Promise<ComponentDied>;
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  stop(): Promise<void>;
  kill(): void;
}

function watch(child: ChildProcess, command: ComponentCommand): Life {
  const { promise: died, resolve: die } = Promise.withResolvers<ComponentDied>();
  const { promise: ended, resolve: end } = Promise.withResolvers<undefined>();
  const state = { isTold: false, hasEnded: false };
  const over = (exit: string): void => {
    state.hasEnded = true;
    end(undefined);
    if (!state.isTold) die(new ComponentDied({ ...command, exit, lastLine: lastWordOf(command.log) }));
  };
  child.once("error", ({ message }) => {
    over(message);
  });
  child.once("exit", (code, signal) => {
    over(signal === null ? `exit code ${String(code)}` : `signal ${signal}${signal === "SIGKILL" ? OUTSIDE : ""}`);
  });
  const send = (signal: NodeJS.Signals): void => {
    state.isTold = true;
    if (!state.hasEnded) signalGroup(child, signal);
  };
  return {
    died,
    ended,
    hasEnded: () => state.hasEnded,
    kill: () => {
      send("SIGKILL");
    },
    stop: async () => {
      send("SIGTERM");
      const grace = new AbortController();
      await Promise.race([ended, delay(GRACE_MS, undefined, { signal: grace.signal }).catch(() => undefined)]);
      grace.abort();
      send("SIGKILL");
      await ended;
    },
  };
}

async function untilReady(command: ComponentCommand, life: Life, patienceMs: number): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!life.hasEnded()) {
    if (await answers(command.readyUrl)) return;
    if (performance.now() > giveUpAt) {
      const { name, log } = command;
      throw new ComponentSlow({ name, log, seconds: Math.round(patienceMs / 1000), lastLine: lastWordOf(log) });
    }
    await delay(POLL_MS);
  }
  throw await life.died;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })).ok;
  } catch {
    // Not listening yet is what is being waited for; the patience ends it.
    return false;
  }
}
