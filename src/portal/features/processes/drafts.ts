import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Drafts of diagrams, one per process, in the data folder. */
export interface DraftStore {
  read(processId: string): Promise<string | undefined>;
  write(processId: string, xml: string): Promise<void>;
  remove(processId: string): Promise<void>;
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** Drafts as files under `<dataDir>/entwuerfe`; a write replaces the file in one step, so that a crash leaves the old one. */
export function createDraftStore(dataDir: string): DraftStore {
  const folder = join(dataDir, "entwuerfe");
  const pathOf = (processId: string): string => {
    if (!/^[\w.-]+$/.test(processId))
      throw new RangeError(`Expected a process id, but got ${JSON.stringify(processId)}`);
    return join(folder, `${processId}.bpmn`);
  };
  return {
    read: async (processId) => {
      try {
        return await readFile(pathOf(processId), "utf8");
      } catch (error) {
        if (hasCode(error, "ENOENT")) return undefined;
        throw error;
      }
    },
    write: async (processId, xml) => {
      const path = pathOf(processId);
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.neu`, xml);
      await rename(`${path}.neu`, path);
    },
    remove: async (processId) => {
      await rm(pathOf(processId), { force: true });
    },
  };
}
