import type { RequestHandler } from "express";
import { doubleCsrf } from "csrf-csrf";
import { z } from "zod";

const formBody = z.object({ _csrf: z.string().optional() }).catch({});

/** The two halves of the protection: a check for every changing request, and a token for every form. */
interface CsrfProtection {
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
      let token: string | undefined;
      // One token for all forms of the page: each new one would replace the cookie that the earlier ones need.
      req.formToken = () => {
        req.session.hasForm = true;
        return (token ??= csrf.generateCsrfToken(req, res));
      };
      next();
    },
  };
}
