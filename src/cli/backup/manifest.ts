import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../platform/errors.ts";

/** Thrown by back-up and restore when something would be overwritten, is missing or is not in order; says what to do instead. */
export class BackupRefused extends AppError {
  override readonly code = "BACKUP_REFUSED";
}

const NAME = "manifest.json";

const manifestSchema = z.object({
  product: z.literal("kim-regelkreis"),
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** Where the register's contents are. */
  register: z.enum(["SQLite", "PostgreSQL"]),
  /** SHA-256 of each file by its path in the folder. */
  files: z.record(z.string(), z.string()),
});

/** What a back-up says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Writes what a back-up consists of, last: a folder without it is no back-up. */
export function writeManifest(folder: string, manifest: Omit<Manifest, "files" | "product">): Manifest {
  const files = Object.fromEntries(filesIn(folder).map((path) => [path, checksumOf(join(folder, path))]));
  const whole: Manifest = { product: "kim-regelkreis", ...manifest, files };
  writeFileSync(join(folder, NAME), `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  return whole;
}

/** Reads a back-up's manifest and compares every file with it; throws {@link BackupRefused} when one is missing or has changed. */
export function verifiedManifest(folder: string): Manifest {
  const path = join(folder, NAME);
  if (!existsSync(path)) throw new BackupRefused(`Expected a back-up in ${folder}, but it has no ${NAME}`);
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success)
    throw new BackupRefused(`Expected ${path} to describe a back-up of this product, but it does not`);
  for (const [file, checksum] of Object.entries(parsed.data.files)) {
    const copy = join(folder, file);
    if (!existsSync(copy)) throw new BackupRefused(`Expected ${copy} to be there, but it is missing`);
    if (checksumOf(copy) !== checksum)
      throw new BackupRefused(`Expected ${copy} to be as it was written, but it has changed`);
  }
  return parsed.data;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

const checksumOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");
