import { AppError } from "../../platform/errors.ts";

/** Thrown by the start when another program listens on a port that is wanted. */
class PortInUse extends AppError {
  override readonly code = "PORT_IN_USE";
}

/** Runs what listens on ports, named by the variables that set them; a port in use becomes a sentence that names its variable. */
export async function listening<T>(ports: Readonly<Record<string, number>>, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (cause) {
    const taken = portInUse(cause);
    const variable = Object.keys(ports).find((name) => ports[name] === taken);
    if (variable === undefined) throw cause;
    throw new PortInUse(
      `Expected port ${String(taken)} to be free, but another program listens on it. Stop that program, or set ${variable} to another port.`,
      { cause },
    );
  }
}

function portInUse(error: unknown): number | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error)) return undefined;
  return typeof error.port === "number" ? error.port : undefined;
}
