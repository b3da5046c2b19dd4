import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../logger.ts";
import type { DeliverMail, Delivery, OutgoingMail } from "./transport.ts";

/** A mail that waits, or several that go together. */
export interface WaitingMail extends OutgoingMail {
  /** Ids under which the queue knows it. */
  readonly ids: readonly string[];
}

/** The outbox as the sender sees it. */
export interface MailQueue {
  /** Mails whose time has come, oldest first. */
  due(): Promise<readonly WaitingMail[]>;
  sent(mail: WaitingMail): Promise<void>;
  /** Another attempt will follow. */
  deferred(mail: WaitingMail, reason: string): Promise<void>;
  /** Given up for good; administrators are told. */
  rejected(mail: WaitingMail, reason: string): Promise<void>;
}

/**
 * Runs the work unless another sender is at it: several processes may share an outbox. `isMine` turns false when another
 * one may have begun.
 */
type TakeTurn = (work: (isMine: () => boolean) => Promise<void>) => Promise<void>;

/** Sends what is in the outbox, one mail after the other, until stopped. */
export interface MailSender {
  /** Looks at once instead of at the next turn. */
  wake(): void;
  /** Sends what is due and resolves; for tests and commands. */
  flush(): Promise<void>;
  start(): void;
  /** Finishes the mail in work. */
  stop(): Promise<void>;
}

/** Options of {@link createMailSender}. */
interface MailSenderOptions {
  readonly queue: MailQueue;
  readonly deliver: DeliverMail;
  readonly logger: Logger;
  /** Default: there is no other sender. */
  readonly takeTurn?: TakeTurn | undefined;
  /** Pause between two looks into the outbox, in milliseconds; default 1,000. */
  readonly pollMs?: number;
  /** First pause after a failure, in milliseconds, doubled each time up to 15 minutes; default 5,000. */
  readonly firstRetryMs?: number;
}

const POLL_MS = 1_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 900_000;

interface Pause {
  attempts: number;
  until: number;
}

interface SenderState {
  /** The server itself is away. */
  readonly server: Pause;
  /** Single mails the server asked us to bring later. Kept in memory: after a restart every mail is tried at once. */
  readonly mails: Map<string, Pause>;
}

/** The time between attempts is counted on this machine's steady clock: a moved application clock must not hold mails back. */
export function createMailSender(options: MailSenderOptions): MailSender {
  const state: SenderState = { server: { attempts: 0, until: 0 }, mails: new Map() };
  const stopping = new AbortController();
  let nap = new AbortController();
  let running: Promise<void> | undefined;
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sendDue(options, state, stopping.signal);
      nap = new AbortController();
      await sleep(options.pollMs ?? POLL_MS, AbortSignal.any([nap.signal, stopping.signal]));
    }
  };
  return {
    wake: () => {
      nap.abort();
    },
    flush: () => sendDue(options, state, stopping.signal),
    start: () => {
      running ??= loop();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function sendDue(options: MailSenderOptions, state: SenderState, signal: AbortSignal): Promise<void> {
  if (performance.now() < state.server.until) return;
  try {
    await (options.takeTurn ?? alone)((isMine) => sendAll(options, state, () => isMine() && !signal.aborted));
  } catch (error) {
    prolong(state.server, options);
    options.logger.error({ err: error }, "Expected to read and write the outbox, but it failed; trying on");
  }
}

const alone: TakeTurn = (work) => work(() => true);

async function sendAll(options: MailSenderOptions, state: SenderState, mayGoOn: () => boolean): Promise<void> {
  for (const mail of await options.queue.due()) {
    if (!mayGoOn()) return;
    if (performance.now() < (state.mails.get(mail.messageId)?.until ?? 0)) continue;
    if (!(await sendOne(options, state, mail))) return;
  }
}

/** False when the server is away and no other mail needs to be tried. */
async function sendOne(options: MailSenderOptions, state: SenderState, mail: WaitingMail): Promise<boolean> {
  const delivery = await options.deliver(mail);
  await record(options, state, { mail, delivery });
  return delivery.kind !== "unreachable";
}

async function record(
  options: MailSenderOptions,
  state: SenderState,
  { mail, delivery }: { mail: WaitingMail; delivery: Delivery },
): Promise<void> {
  const { queue, logger } = options;
  const { messageId } = mail;
  if (delivery.kind === "unreachable") {
    if (state.server.attempts === 0)
      logger.warn(
        { messageId, reason: delivery.reason },
        "Expected the mail server to answer, but it does not; trying on",
      );
    prolong(state.server, options);
    await queue.deferred(mail, delivery.reason);
    return;
  }
  state.server.attempts = 0;
  state.server.until = 0;
  if (delivery.kind === "deferred") {
    prolong(pauseOf(state, messageId), options);
    await queue.deferred(mail, delivery.reason);
    return;
  }
  state.mails.delete(messageId);
  if (delivery.kind === "sent") {
    await queue.sent(mail);
    return;
  }
  logger.error(
    { messageId, reason: delivery.reason },
    "Expected the mail server to take a mail, but it refused it for good",
  );
  await queue.rejected(mail, delivery.reason);
}

function pauseOf(state: SenderState, messageId: string): Pause {
  const pause = state.mails.get(messageId) ?? { attempts: 0, until: 0 };
  state.mails.set(messageId, pause);
  return pause;
}

function prolong(pause: Pause, { firstRetryMs = FIRST_RETRY_MS }: MailSenderOptions): void {
  pause.until = performance.now() + Math.min(LONGEST_RETRY_MS, firstRetryMs * 2 ** pause.attempts);
  pause.attempts += 1;
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
