import { z } from "zod";
import type { KeptDocument } from "../../store/documents.ts";
import { forbidden, invalidArgument, notFoundById, Problem } from "../problem.ts";
import { query, type Answer, type RestRequest, type Route, type Services } from "../route.ts";
import { noBody } from "../schemas.ts";
import { parseBody } from "../validation.ts";

/** The only store: the engine's file. */
const STORE = "local";

const DATE_ERROR = (issue: { readonly input?: unknown }): string =>
  `The provided expiresAt '${String(issue.input)}' cannot be parsed as a date according to RFC 3339, section 5.6`;

const METADATA = z.strictObject({
  contentType: z
    .string()
    .regex(/\S/, { error: "The content type must not be empty, if present", abort: true })
    .nullish(),
  fileName: z.string().regex(/\S/, { error: "The file name must not be empty, if present", abort: true }).nullish(),
  expiresAt: z.iso.datetime({ offset: true, error: DATE_ERROR }).nullish(),
  size: z.int().nullish(),
  processDefinitionId: z.string().nullish(),
  processInstanceKey: z.union([z.string(), z.int().transform(String)]).nullish(),
  customProperties: z.record(z.string(), z.unknown()).nullish(),
});
type Metadata = z.infer<typeof METADATA>;

const FILE = z.instanceof(File);

const LINK = z
  .strictObject({ timeToLive: z.int().gt(0, { error: "The time to live must be greater than 0" }).nullish() })
  .nullish();

/** Operations on documents, which forms and workers hand around by reference. */
export const DOCUMENT_ROUTES: readonly Route[] = [
  { operation: "createDocument", handle: create },
  { operation: "createDocuments", handle: createAll },
  query({
    operation: "getDocument",
    body: noBody,
    query: ({ documents }, { request }) => {
      const { documentId, contentType } = checked({ documents }, request);
      return { status: 200, text: { content: documents.content(documentId), type: contentType } };
    },
  }),
  query({
    operation: "deleteDocument",
    body: noBody,
    query: async ({ documents }, { request }) => {
      assertStore(request);
      const documentId = request.path["documentId"] ?? "";
      if (!(await documents.remove(documentId))) throw notFoundById("Document", "id", documentId);
      return { status: 204 };
    },
  }),
  query({
    operation: "createDocumentLink",
    body: LINK,
    query: ({ documents }, { request }) => {
      checked({ documents }, request);
      throw forbidden("The local storage document store does not support creating links");
    },
  }),
];

async function create({ documents }: Services, request: RestRequest): Promise<Answer> {
  assertStore(request);
  const form = formOf(request);
  const file = FILE.safeParse(form.get("file"));
  if (!file.success) throw invalidArgument("No file provided.");
  const metadata = parseBody(METADATA.nullish(), await jsonPart(form.get("metadata"), "metadata")) ?? {};
  const documentId = request.query.get("documentId") ?? undefined;
  const kept = await documents.create({ documentId, ...(await documentOf(file.data, metadata)) });
  if (kept === undefined) throw new Problem(409, "ALREADY_EXISTS", taken(documentId));
  return { status: 201, body: referenceOf(kept) };
}

async function createAll({ documents }: Services, request: RestRequest): Promise<Answer> {
  assertStore(request);
  const form = formOf(request);
  const files = form.getAll("files").flatMap((part) => FILE.safeParse(part).data ?? []);
  if (files.length === 0) throw invalidArgument("No files provided.");
  const list = parseBody(z.array(METADATA).nullish(), await jsonPart(form.get("metadataList"), "metadataList")) ?? [];
  if (list.length > 0 && list.length !== files.length)
    throw invalidArgument(`Expected ${files.length} metadata entries, one for each file, but got ${list.length}.`);
  const created = [];
  for (const [index, file] of files.entries()) {
    const kept = await documents.create({ documentId: undefined, ...(await documentOf(file, list[index] ?? {})) });
    if (kept !== undefined) created.push(referenceOf(kept));
  }
  return { status: 201, body: { createdDocuments: created, failedDocuments: [] } };
}

/** The document that a request names by id and hash; throws the Problem of another hash. */
function checked({ documents }: Pick<Services, "documents">, request: RestRequest): KeptDocument {
  assertStore(request);
  const documentId = request.path["documentId"] ?? "";
  const found = documents.find(documentId);
  if (found === undefined) throw notFoundById("Document", "id", documentId);
  const hash = request.query.get("contentHash") ?? "";
  if (hash.trim() === "") throw invalidArgument(`No document hash provided for document ${documentId}`);
  if (hash !== found.contentHash)
    throw invalidArgument(`Document hash for document ${documentId} doesn't match the provided hash ${hash}`);
  return found;
}

function assertStore({ query: asked }: RestRequest): void {
  const store = asked.get("storeId");
  if (store !== null && store !== STORE) throw invalidArgument(`Document store with id '${store}' does not exist`);
}

function formOf({ body }: RestRequest): FormData {
  if (body instanceof FormData) return body;
  throw new Problem(415, "Unsupported Media Type", "Expected a multipart/form-data request, but got another type");
}

async function jsonPart(part: FormDataEntryValue | null, name: string): Promise<unknown> {
  if (part === null) return undefined;
  const content = typeof part === "string" ? part : await part.text();
  try {
    return JSON.parse(content);
  } catch {
    throw invalidArgument(`Expected ${name} to be JSON, but it could not be parsed`);
  }
}

async function documentOf(file: File, metadata: Metadata) {
  const content = Buffer.from(await file.arrayBuffer());
  const contentType = metadata.contentType ?? (file.type === "" ? "application/octet-stream" : file.type);
  const expiresAt = typeof metadata.expiresAt === "string" ? Date.parse(metadata.expiresAt) : null;
  const shown = {
    contentType,
    fileName: metadata.fileName ?? file.name,
    expiresAt: metadata.expiresAt ?? null,
    size: content.length,
    processDefinitionId: metadata.processDefinitionId ?? null,
    processInstanceKey: metadata.processInstanceKey ?? null,
    customProperties: metadata.customProperties ?? {},
  };
  return { content, contentType, expiresAt, metadata: JSON.stringify(shown) };
}

function referenceOf({ documentId, contentHash, metadata }: KeptDocument) {
  return {
    "camunda.document.type": "camunda",
    storeId: STORE,
    documentId,
    contentHash,
    metadata: z.record(z.string(), z.unknown()).parse(JSON.parse(metadata)),
  };
}

const taken = (documentId: string | undefined): string => `Document with id '${documentId ?? ""}' already exists`;
