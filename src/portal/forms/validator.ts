import { Worker } from "node:worker_threads";
import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import type { JsonObject } from "../engine/json.ts";
import type { FormSchema } from "./schema.ts";

const componentState = z.object({
  id: z.string(),
  isHidden: z.boolean(),
  text: z.string().optional(),
  label: z.string().optional(),
  description: z.string().optional(),
  options: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
});
const formState = z.object({
  /** What form-js would submit: hidden fields dropped, values of unknown options emptied. */
  data: z.record(z.string(), z.json()),
  /** Messages of form-js by component id. */
  errors: z.record(z.string(), z.array(z.string())),
  components: z.array(componentState),
});
const reply = z.object({ id: z.number(), result: formState.optional(), error: z.string().optional() });

/** What form-js says of a form with given data. */
export type FormState = z.infer<typeof formState>;

/** Thrown when form-js cannot evaluate a form in time or at all: a broken form. */
class FormNotEvaluated extends AppError {
  override readonly code = "FORM_NOT_EVALUATED";
}

/** Runs form-js on the server: the same rules and messages as in the browser. */
export interface FormValidator {
  evaluate(schema: FormSchema, data: JsonObject): Promise<FormState>;
  close(): Promise<void>;
}

/** A form that takes longer hangs in one of its expressions. */
const TIME_LIMIT_MS = 15_000;

interface Waiting {
  readonly resolve: (state: FormState) => void;
  readonly reject: (error: Error) => void;
}

/** The worker thread with form-js, started at the first form and again after it broke. */
class FormThread implements FormValidator {
  #worker: Worker | undefined;
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();

  async evaluate(schema: FormSchema, data: JsonObject): Promise<FormState> {
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<FormState>();
    this.#waiting.set(id, { resolve, reject });
    const timer = setTimeout(() => {
      this.#break(new FormNotEvaluated(`Expected form ${schema.id} to be evaluated within 15 s, but it was not`));
    }, TIME_LIMIT_MS);
    this.#thread().postMessage({ id, schema, data });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL("./form-worker.ts", import.meta.url), { stdout: false, stderr: false });
    worker.on("message", (message: unknown) => {
      this.#settle(reply.parse(message));
    });
    worker.on("error", (cause) => {
      this.#break(new FormNotEvaluated("Expected the form thread to run, but it broke", { cause }));
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #settle({ id, result, error }: z.infer<typeof reply>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (result !== undefined) waiting?.resolve(result);
    else waiting?.reject(new FormNotEvaluated(`Expected a form to be evaluated, but: ${error ?? "no answer"}`));
  }

  #break(error: Error): void {
    void this.close();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** Form validation by form-js itself in a worker thread. */
export function createFormValidator(): FormValidator {
  return new FormThread();
}
