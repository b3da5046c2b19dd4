import { createHash, randomUUID } from "node:crypto";
import type { DocumentTable, KeptDocument } from "../store/documents.ts";

/** A document on its way in. */
export interface NewDocument {
  /** Default: a random one. */
  readonly documentId: string | undefined;
  readonly content: Buffer;
  readonly contentType: string;
  readonly metadata: string;
  readonly expiresAt: number | null;
}

/** Where documents are kept: in the engine's file, durable before the answer. */
export interface Documents {
  /** Keeps it; undefined when a document has its id already. */
  create(document: NewDocument): Promise<KeptDocument | undefined>;
  find(documentId: string): KeptDocument | undefined;
  content(documentId: string): Buffer;
  /** Whether there was one to remove. */
  remove(documentId: string): Promise<boolean>;
}

/** What documents need of the engine. */
interface Writing {
  write(work: () => void): Promise<void>;
  readonly clock: { now(): number };
}

/** Documents kept by an engine. */
export function createDocuments(engine: Writing, table: DocumentTable): Documents {
  const find = (documentId: string): KeptDocument | undefined => table.find(documentId, engine.clock.now());
  return {
    find,
    content: (documentId) => table.content(documentId, engine.clock.now()),
    create: async ({ documentId = randomUUID(), content, ...about }) => {
      const contentHash = createHash("sha256").update(content).digest("hex");
      const document = { documentId, contentHash, ...about };
      const kept: KeptDocument[] = [];
      await engine.write(() => {
        if (find(documentId) !== undefined) return;
        table.keep(document, content, engine.clock.now());
        kept.push(document);
      });
      return kept[0];
    },
    remove: async (documentId) => {
      let isThere = false;
      await engine.write(() => {
        isThere = find(documentId) !== undefined;
        table.remove(documentId);
      });
      return isThere;
    },
  };
}
