import type { RequestHandler } from "express";

/** Name and decoded value of each cookie; a pair without "=" or with a broken escape is left out. */
export function parseCookies(header: string | undefined): Record<string, string> {
  const pairs = (header ?? "").split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    if (at < 1) return [];
    const value = decode(pair.slice(at + 1).trim());
    return value === undefined ? [] : [[pair.slice(0, at).trim(), value] as const];
  });
  return Object.fromEntries(pairs);
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Puts the cookies where the CSRF protection looks for its own. */
export const setUpCookies: RequestHandler = (req, _res, next) => {
  Object.assign(req, { cookies: parseCookies(req.headers.cookie) });
  next();
};
