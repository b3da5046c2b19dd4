import { randomUUID } from "node:crypto";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import { EngineConflict, EngineNotFound, EngineUnreachable } from "../engine/errors.ts";

const withStatus = z.object({ status: z.number().int(), code: z.string().optional() });

/** Which page an error becomes: its status and the key of its texts in locales. */
interface Problem {
  readonly status: number;
  readonly key: string;
}

function problemOf(error: unknown): Problem {
  if (error instanceof EngineUnreachable) return { status: 503, key: "engine" };
  if (error instanceof EngineConflict) return { status: 409, key: "conflict" };
  if (error instanceof EngineNotFound) return { status: 404, key: "notFound" };
  if (error instanceof AppError && error.code === "NOT_FOUND") return { status: 404, key: "notFound" };
  const http = withStatus.safeParse(error).data;
  if (http?.code === "EBADCSRFTOKEN") return { status: 403, key: "csrf" };
  if (http?.status === 413) return { status: 413, key: "tooLarge" };
  if (http !== undefined && http.status >= 400 && http.status < 500) return { status: http.status, key: "badRequest" };
  return { status: 500, key: "internal" };
}

/** Scripts get problem details (RFC 9457), people a page with a sentence and a way out. */
function answer(req: Request, res: Response, { status, key, reference }: Problem & { reference: string }): void {
  const title = req.t(`problem.${key}.title`);
  const text = req.t(`problem.${key}.text`);
  res.status(status);
  if (req.accepts(["html", "json"]) === "json") {
    res.type("application/problem+json").send(JSON.stringify({ title, detail: text, status, instance: reference }));
    return;
  }
  res.render("views/problem", { title, text, reference: status >= 500 ? reference : undefined });
}

/** The last route: there is no such page. */
export const setUpNotFound: RequestHandler = (req, res) => {
  answer(req, res, { status: 404, key: "notFound", reference: "" });
};

/** Every error that a route throws ends here: logged with a reference, shown without inner details. */
export function setUpErrors(logger: Logger): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, req, res, next) => {
    const problem = problemOf(error);
    const reference = randomUUID().slice(0, 8);
    const level = problem.status >= 500 ? "error" : "info";
    logger[level]({ err: error, reference, path: req.path, status: problem.status }, "request failed");
    if (res.headersSent) {
      next(error);
      return;
    }
    // An error before the language is known (a broken cookie, a full disk) still answers with a sentence.
    if (typeof req.t !== "function") {
      res.status(problem.status).type("text/plain").send(`Fehler ${reference}. Bitte laden Sie die Seite neu.`);
      return;
    }
    answer(req, res, { ...problem, reference });
  };
}
