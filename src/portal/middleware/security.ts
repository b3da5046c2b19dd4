import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";

/** Gives each answer a fresh nonce; scripts and styles without it do not run. */
export const setUpNonce: RequestHandler = (req, _res, next) => {
  req.cspNonce = randomBytes(16).toString("base64");
  next();
};

/** The properties panel of the diagram editor writes its own style sheets and takes no nonce; only the process owner opens it. */
const EDITOR_PAGE = /^\/prozesse\/[^/]+$/;

/**
 * Security headers. Styles may be set by attribute ('style-src-attr'), because bpmn-js and form-js position their
 * elements that way; a script needs the nonce or our own origin.
 */
export function setUpHeaders(isHttps: boolean): RequestHandler {
  return (req, res, next) => {
    const nonce = `'nonce-${req.cspNonce}'`;
    const handler = helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'", nonce],
          styleSrc: EDITOR_PAGE.test(req.path) ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
          styleSrcAttr: ["'unsafe-inline'"],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'", "data:"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      ...(isHttps ? {} : { strictTransportSecurity: false }),
      referrerPolicy: { policy: "same-origin" },
    });
    handler(req, res, next);
  };
}
