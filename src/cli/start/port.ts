import { AppError } from "../../platform/errors.ts";

/** Thrown by the start when another program listens on a port that is wanted. */
class PortInUse extends AppError {
  override readonly code = "PORT_IN_USE";
}

/** Runs what listens on a port; a port in use becomes a sentence that names the variable. */
export async function listening<T>(variable: string, port: number, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (cause) {
    if (!isInUse(cause)) throw cause;
    throw new PortInUse(
      `Expected port ${String(port)} to be free, but another program listens on it. Stop that program, or set ${variable} to another port.`,
      { cause },
    );
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
