import { execFile } from "node:child_process";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const BINARIES = process.env["KIM_POSTGRES_BIN"] ?? "/usr/lib/postgresql/15/bin";
const ROOT = 0;

/** A throw-away cluster; each call of `database` gives the address of a new one, empty or a copy of a prepared one that nobody uses. */
export interface Postgres {
  database(prepared?: string): Promise<string>;
  /** Ends the server as a crash does, lets the work run without it, and starts it again on its data. */
  without(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Whether PostgreSQL is here; in CI it has to be. */
export function hasPostgres(): boolean {
  const found = existsSync(join(BINARIES, "initdb"));
  if (!found && process.env["CI"] === "true")
    throw new Error(`Expected PostgreSQL in ${BINARIES} in CI, but it is not installed`);
  return found;
}

/** Starts a cluster in a temporary folder on a free port of this machine, as an unprivileged user: PostgreSQL refuses root. `owner` is its superuser. */
export async function startPostgres(owner = "kim"): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "kim-postgres-"));
  const user = await unprivileged(folder);
  const data = join(folder, "data");
  const port = await freePort();
  const as = { uid: user.uid, gid: user.gid, cwd: folder };
  await run(join(BINARIES, "initdb"), ["-D", data, "-U", owner, "-A", "trust", "-E", "UTF8", "--no-sync"], as);
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off`;
  const start = () =>
    run(join(BINARIES, "pg_ctl"), ["-D", data, "-o", options, "-l", join(folder, "log"), "-w", "start"], as);
  const end = () => run(join(BINARIES, "pg_ctl"), ["-D", data, "-m", "immediate", "-w", "stop"], as);
  await start();
  let count = 0;
  return {
    without: async (work) => {
      await end();
      await work();
      await start();
    },
    database: async (prepared) => {
      count += 1;
      const name = `kim${count}`;
      const template = prepared === undefined ? [] : ["-T", new URL(prepared).pathname.slice(1)];
      await run(join(BINARIES, "createdb"), ["-h", folder, "-p", String(port), "-U", owner, name, ...template], as);
      return `postgresql://${owner}@127.0.0.1:${port}/${name}`;
    },
    stop: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function unprivileged(folder: string): Promise<{ uid: number; gid: number }> {
  const { uid, gid } = userInfo();
  if (uid !== ROOT) return { uid, gid };
  const [nobody, nogroup] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, "nobody"])));
  const user = { uid: Number(nobody?.stdout), gid: Number(nogroup?.stdout) };
  await chown(folder, user.uid, user.gid);
  return user;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return portOf(address);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("Expected a port, but got none");
  return address.port;
}
