import type { Db, Row, Statement } from "./db.ts";

/** A document without its content, as it is kept. */
export interface KeptDocument {
  readonly documentId: string;
  /** SHA-256 of the content in hexadecimal. */
  readonly contentHash: string;
  readonly contentType: string;
  /** JSON of what else was said about it. */
  readonly metadata: string;
  /** Epoch milliseconds from which on it is gone; null: never. */
  readonly expiresAt: number | null;
}

/** Documents in the engine's file. Writing happens in the open transaction of whoever calls. */
export class DocumentTable {
  readonly #select: Statement;
  readonly #content: Statement;
  readonly #insert: Statement;
  readonly #remove: Statement;
  readonly #purge: Statement;

  constructor(db: Db) {
    db.exec(
      "CREATE TABLE IF NOT EXISTS document (document_id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, " +
        "content_type TEXT NOT NULL, metadata TEXT NOT NULL, expires_at INTEGER, content BLOB NOT NULL)",
    );
    const living = "FROM document WHERE document_id = ? AND (expires_at IS NULL OR expires_at > ?)";
    this.#select = db.prepare(`SELECT document_id, content_hash, content_type, metadata, expires_at ${living}`);
    this.#content = db.prepare(`SELECT hex(content) AS content ${living}`);
    this.#insert = db.prepare("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, unhex(?))");
    this.#remove = db.prepare("DELETE FROM document WHERE document_id = ?");
    this.#purge = db.prepare("DELETE FROM document WHERE expires_at <= ?");
  }

  /** The document with an id; undefined where there is none, or none any more. */
  find(documentId: string, now: number): KeptDocument | undefined {
    const row = this.#select.get(documentId, now);
    return row === undefined ? undefined : documentOf(row);
  }

  /** The content of a document; empty where there is none. */
  content(documentId: string, now: number): Buffer {
    return Buffer.from(String(this.#content.get(documentId, now)?.["content"] ?? ""), "hex");
  }

  /** Keeps a document and drops those whose time is over. */
  keep(document: KeptDocument, content: Buffer, now: number): void {
    const { documentId, contentHash, contentType, metadata, expiresAt } = document;
    this.#purge.run(now);
    this.#insert.run(documentId, contentHash, contentType, metadata, expiresAt, content.toString("hex"));
  }

  /** Removes a document. */
  remove(documentId: string): void {
    this.#remove.run(documentId);
  }
}

function documentOf(row: Row): KeptDocument {
  const expiresAt = row["expires_at"];
  return {
    documentId: String(row["document_id"]),
    contentHash: String(row["content_hash"]),
    contentType: String(row["content_type"]),
    metadata: String(row["metadata"]),
    expiresAt: typeof expiresAt === "number" ? expiresAt : null,
  };
}
