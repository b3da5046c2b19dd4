import type { RequestHandler } from "express";
import { cmStellenOf, findPerson, groupsOf, rolesOf, type Register } from "../register/index.ts";
import { EVERYBODY, permissionsOf, type Permission } from "./permissions.ts";

/** The logged-in person with the groups and roles that the org directory gives them now. */
export interface CurrentUser {
  readonly personId: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  /** Ids of the CM-Stellen the person works for. */
  readonly cmStellen: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
}

/** Reads the person anew for each request: a membership that ended ends access at once. */
export async function loadUser(register: Register, personId: string): Promise<CurrentUser | undefined> {
  const person = await findPerson(register, personId);
  if (person === undefined || !person.aktiv) return undefined;
  const [groups, roles, offices] = await Promise.all([
    groupsOf(register, personId),
    rolesOf(register, personId),
    cmStellenOf(register, personId),
  ]);
  const cmStellen = offices.map(({ orgUnitId }) => orgUnitId);
  const permissions = permissionsOf({ groups, roles, cmStellen });
  return { personId, name: person.name, groups, roles, cmStellen, permissions };
}

/** Attaches the logged-in person to the request. */
export function setUpUser(register: Register): RequestHandler {
  return async (req, _res, next) => {
    const { personId } = req.session;
    const user = personId === undefined ? undefined : await loadUser(register, personId);
    if (user !== undefined) req.user = user;
    next();
  };
}

/** The logged-in person of a request behind {@link allow}. */
export function userOf(req: { user?: CurrentUser }): CurrentUser {
  if (req.user === undefined) throw new Error("Expected a logged-in person, but the route has no allow()");
  return req.user;
}

/** Lets only people with this permission through: without log-in to the log-in page and back, else 403. */
export function allow(permission: Permission = EVERYBODY): RequestHandler {
  return (req, res, next) => {
    if (req.user === undefined) {
      const target = req.method === "GET" ? `?ziel=${encodeURIComponent(req.originalUrl)}` : "";
      res.redirect(303, `/anmelden${target}`);
    } else if (req.user.permissions.has(permission)) {
      next();
    } else {
      res.status(403).render("views/problem", {
        title: req.t("problem.forbidden.title"),
        text: req.t("problem.forbidden.text"),
      });
    }
  };
}
