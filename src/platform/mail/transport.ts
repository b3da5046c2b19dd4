import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { z } from "zod";

/** A mail that is ready to go; the Message-ID is the same at every attempt. */
export interface OutgoingMail {
  readonly messageId: string;
  readonly an: string;
  /** When it was due, ISO: the date the mail carries, in the application's time. */
  readonly sendenAb: string;
  readonly betreff: string;
  readonly text: string;
  readonly html?: string | undefined;
}

/**
 * How an attempt ended. `unreachable`: the server is not there, no other mail would go either. `deferred`: this mail
 * later. `rejected`: this mail never, whatever we do.
 */
export type Delivery =
  { readonly kind: "sent" } | { readonly kind: "unreachable" | "deferred" | "rejected"; readonly reason: string };

/** Takes a mail off our hands. */
export type DeliverMail = (mail: OutgoingMail) => Promise<Delivery>;

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;

/** Sends by SMTP, one connection per mail. */
export function smtpTransport({ url, from }: { url: string; from: string }): DeliverMail {
  const limits = {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
  };
  const transport = createTransport({ url, ...limits });
  return async (mail) => {
    try {
      await transport.sendMail(envelope(mail, from));
      return { kind: "sent" };
    } catch (error) {
      return failure(error);
    }
  };
}

/** Keeps the complete messages as files instead of sending them; a repeated one replaces itself. */
export function mailSink({ directory, from }: { directory: string; from: string }): DeliverMail {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (mail) => {
    const { message } = await transport.sendMail(envelope(mail, from));
    if (!Buffer.isBuffer(message)) throw new TypeError("Expected the message as bytes, but it is a stream");
    await mkdir(directory, { recursive: true });
    const file = join(directory, sinkFileName(mail.messageId));
    await writeFile(`${file}.part`, message);
    await rename(`${file}.part`, file);
    return { kind: "sent" };
  };
}

/** File of a message in the sink's folder. */
export function sinkFileName(messageId: string): string {
  return `${messageId.replace(/[^\w.-]/g, "_")}.eml`;
}

function envelope({ messageId, an, sendenAb, betreff, text, html }: OutgoingMail, from: string) {
  const automatic = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
  return {
    messageId,
    from,
    to: an,
    date: new Date(sendenAb),
    subject: betreff,
    text,
    ...(html === undefined ? {} : { html }),
    headers: automatic,
  };
}

const smtpError = z.object({
  responseCode: z.number().optional(),
  command: z.string().optional(),
  code: z.string().optional(),
});

const FIRST_TEMPORARY = 400;
const FIRST_PERMANENT = 500;
/** What goes wrong before the server has seen a mail says nothing about the mail. */
const SESSION_COMMANDS: readonly string[] = ["CONN", "EHLO", "HELO", "AUTH", "STARTTLS", "AUTH PLAIN", "AUTH LOGIN"];

function failure(error: unknown): Delivery {
  const { responseCode, command, code } = smtpError.safeParse(error).data ?? {};
  const reason = `SMTP ${String(responseCode ?? code ?? "failure")}${command === undefined ? "" : ` (${command})`}`;
  const isOfSession = command !== undefined && SESSION_COMMANDS.includes(command);
  if (responseCode === undefined)
    return { kind: code === "EENVELOPE" || code === "EMESSAGE" ? "rejected" : "unreachable", reason };
  if (isOfSession || responseCode < FIRST_TEMPORARY) return { kind: "unreachable", reason };
  return { kind: responseCode >= FIRST_PERMANENT ? "rejected" : "deferred", reason };
}
