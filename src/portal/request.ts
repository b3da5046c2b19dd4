import type { Language, Translate } from "./middleware/language.ts";
import type { CurrentUser } from "./user.ts";

/** What our middlewares add to a request. */
declare module "express-serve-static-core" {
  interface Request {
    /** Nonce of this answer's Content-Security-Policy. */
    cspNonce: string;
    language: Language;
    t: Translate;
    /** Token for the forms of this page. */
    formToken: () => string;
    /** The logged-in person; undefined before the log-in. */
    user?: CurrentUser;
  }
}

/** A parameter of the path; empty text when the route has none of that name. */
export function paramOf(req: { readonly params: Readonly<Record<string, unknown>> }, name: string): string {
  const value = req.params[name];
  return typeof value === "string" ? value : "";
}
