import { AppError } from "../../platform/errors.ts";

/** Thrown before anything is started when no Java of the versions that a component needs is found. */
export class JavaMissing extends AppError {
  override readonly code = "JAVA_MISSING";

  constructor({
    component,
    oldest,
    newest,
    found,
  }: {
    component: string;
    oldest: number;
    newest: number;
    found: readonly string[];
  }) {
    const seen = found.length === 0 ? "none is there" : `only ${found.join(", ")} is there`;
    super(
      `Expected Java ${String(oldest)} to ${String(newest)} for ${component} in JAVA_HOME, PATH or /usr/lib/jvm, but ${seen}. ` +
        `Install one (Debian: openjdk-17-jdk-headless; Eclipse Temurin for 21 and later), or set JAVA_HOME to it.`,
    );
  }
}

/** Thrown when `mvn` cannot be run; it fetches what is not on the machine yet. */
export class MavenMissing extends AppError {
  override readonly code = "MAVEN_MISSING";

  constructor(options?: ErrorOptions) {
    super(
      "Expected Apache Maven to fetch Camunda with, but there is no mvn in PATH. Install it (Debian: apt-get install maven).",
      options,
    );
  }
}

/** Thrown when an artifact cannot be fetched, or was interrupted; nothing half-fetched is used. */
export class DownloadFailed extends AppError {
  override readonly code = "DOWNLOAD_FAILED";

  constructor({ what, reason, log }: { what: string; reason: string; log: string }, options?: ErrorOptions) {
    super(
      `Expected Maven to fetch ${what}, but: ${reason}. All of its output is in ${log}. ` +
        "Look at the network and at the proxy in Maven's settings.xml, then run the command again; it goes on where it stopped.",
      options,
    );
  }
}

/** Thrown when a fetched file is not the one that this version was tried with. */
export class ChecksumBroken extends AppError {
  override readonly code = "CHECKSUM_BROKEN";

  constructor({ what, expected, actual, remove }: { what: string; expected: string; actual: string; remove: string }) {
    super(
      `Expected ${what} to have the SHA-256 ${expected}, but it is ${actual}; it is not used. ` +
        `Delete ${remove}, then run the command again.`,
    );
  }
}

/** Thrown before anything is started when another program listens on a port that is wanted. */
export class PortBusy extends AppError {
  override readonly code = "PORT_BUSY";

  constructor(ports: readonly { readonly name: string; readonly port: number }[]) {
    const listed = ports.map(({ name, port }) => `${String(port)} (${name})`).join(", ");
    const [first = { name: "rest", port: 0 }] = ports;
    super(
      `Expected these ports to be free, but another program listens on them: ${listed}. ` +
        `Stop it, or choose others: --port ${first.name}=${String(first.port + 100)}, or --port-offset 100 for all.`,
    );
  }
}

/** Thrown before anything is started when memory or disk would not do. */
export class TooLittleRoom extends AppError {
  override readonly code = "TOO_LITTLE_ROOM";

  constructor({ what, neededMb, freeMb, wayOut }: { what: string; neededMb: number; freeMb: number; wayOut: string }) {
    super(`Expected ${String(neededMb)} MB of free ${what}, but there are ${String(freeMb)} MB. ${wayOut}`);
  }
}

/** Thrown when a component ends by itself, while it starts or later; everything else is stopped. */
export class ComponentDied extends AppError {
  override readonly code = "COMPONENT_DIED";

  constructor({ name, exit, log, lastLine }: { name: string; exit: string; log: string; lastLine: string }) {
    super(
      `Expected ${name} to run, but it ended (${exit}). Its last word: ${lastLine === "" ? "none" : `"${lastLine}"`}. ` +
        `Its log is ${log}. Everything else was stopped; start again, with --fresh if its data may be damaged.`,
    );
  }
}

/** Thrown when a component does not become ready in time; everything is stopped. */
export class ComponentSlow extends AppError {
  override readonly code = "COMPONENT_SLOW";

  constructor({ name, seconds, log }: { name: string; seconds: number; log: string }) {
    super(
      `Expected ${name} to be ready within ${String(seconds)} s, but it is not. Its log is ${log}. ` +
        "Everything was stopped; close other programs and try again, or give it longer with --patience.",
    );
  }
}

/** Thrown for a port option that cannot be read. */
export class PortOptionInvalid extends AppError {
  override readonly code = "PORT_OPTION_INVALID";
}
