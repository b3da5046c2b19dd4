import { AppError } from "../../platform/errors.ts";

const USUAL_PLACES = "/usr/lib/jvm, /opt/java, /Library/Java";

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
      `Expected Java ${String(oldest)} to ${String(newest)} for ${component} in JAVA_HOME, PATH or the usual places ` +
        `(${USUAL_PLACES}), but ${seen}. Install Java ${String(oldest)} (Debian: apt-get install openjdk-${String(oldest)}-jre-headless, ` +
        `or Eclipse Temurin from adoptium.net), or set JAVA_HOME to one.`,
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
        `Its log is ${log}. Everything else was stopped; start again, with --fresh if data was kept and may be damaged.`,
    );
  }
}

/** Thrown when a component does not become ready in time; everything is stopped. */
export class ComponentSlow extends AppError {
  override readonly code = "COMPONENT_SLOW";

  constructor({ name, seconds, log, lastLine }: { name: string; seconds: number; log: string; lastLine: string }) {
    super(
      `Expected ${name} to be ready within ${String(seconds)} s, but it is not. Its last word: ${lastLine === "" ? "none" : `"${lastLine}"`}. Its log is ${log}. ` +
        "Everything was stopped; close other programs and try again, or give it longer with --patience.",
    );
  }
}

/** Thrown where the stack cannot run at all. */
export class SystemUnsupported extends AppError {
  override readonly code = "SYSTEM_UNSUPPORTED";

  constructor(platform: string) {
    super(
      `Expected Linux or macOS, but this is ${platform}: Camunda is started here by shell scripts. On Windows run the command in WSL.`,
    );
  }
}

/** Thrown before anything is started when the folder for data and logs, or the cache, cannot be made or written. */
export class FolderUnusable extends AppError {
  override readonly code = "FOLDER_UNUSABLE";

  constructor(path: string, cause: Error) {
    super(
      `Expected to write to ${path}, but cannot: ${cause.message}. Choose another folder with --data, or with --cache for fetched software.`,
      { cause },
    );
  }
}

/** Thrown before anything is started when the folder for data and logs holds files that no earlier start has made; they would be deleted. */
export class FolderForeign extends AppError {
  override readonly code = "FOLDER_FOREIGN";

  constructor(path: string, entries: readonly string[]) {
    super(
      `Expected ${path} to be empty or of an earlier start, but other files are in it (${entries.slice(0, 3).join(", ")}${entries.length > 3 ? ", …" : ""}). ` +
        "It is deleted at the end, so choose a folder of its own: --data.",
    );
  }
}

/** Thrown before anything is started when another start works in the same folder. */
export class FolderInUse extends AppError {
  override readonly code = "FOLDER_IN_USE";

  constructor(path: string, pid: number) {
    super(
      `Expected ${path} to be free, but a Camunda that process ${String(pid)} has started works in it. ` +
        "Stop that one with Ctrl+C, or choose another folder and other ports for this one: --data and --port-offset.",
    );
  }
}

/** Thrown before anything is started when an earlier start was ended by force and what it had started still runs. */
export class LeftRunning extends AppError {
  override readonly code = "LEFT_RUNNING";

  constructor(path: string, pids: readonly number[]) {
    super(
      `Expected nothing to run in ${path}, but an earlier start was ended by force and has left these processes: ${pids.join(", ")}. ` +
        `End them: kill ${pids.join(" ")}`,
    );
  }
}

/** Thrown when fetched software cannot be unpacked; nothing half-unpacked is used. */
export class UnpackingFailed extends AppError {
  override readonly code = "UNPACKING_FAILED";

  constructor({ what, reason }: { what: string; reason: string }, options?: ErrorOptions) {
    super(
      `Expected to unpack ${what}, but: ${reason}. Look at the room on the disk, then run the command again, with --cache for another place.`,
      options,
    );
  }
}

/** Thrown for a port option that cannot be read. */
export class PortOptionInvalid extends AppError {
  override readonly code = "PORT_OPTION_INVALID";
}
