import type { RequestHandler } from "express";
import { doubleCsrf } from "csrf-csrf";
import { z } from "zod";

const formBody = z.object({ _csrf: z.string().optional() }).catch({});

/** The two halves of the protection: a check for every changing request, and a token for every form. */
export interface CsrfProtection {
  readonly check: RequestHandler;
  readonly provide: RequestHandler;
}

/** Double-submit tokens bound to the session. A form sends it as `_csrf`, a script as header `x-csrf-token`. */
export function setUpCsrf({ secret, isHttps }: { secret: string; isHttps: boolean }): CsrfProtection {
  const csrf = doubleCsrf({
    getSecret: () => secret,
    getSessionIdentifier: (req) => req.session.id,
    cookieName: isHttps ? "__Host-kim.csrf" : "kim.csrf",
    cookieOptions: { sameSite: "lax", secure: isHttps, path: "/", httpOnly: true },
    getCsrfTokenFromRequest: (req) => req.get("x-csrf-token") ?? formBody.parse(req.body)._csrf,
  });
  return {
    check: csrf.doubleCsrfProtection,
    provide: (req, res, next) => {
      req.formToken = () => {
        req.session.hasForm = true;
        return csrf.generateCsrfToken(req, res);
      };
      next();
    },
  };
}
