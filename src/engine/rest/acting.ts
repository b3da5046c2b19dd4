import type { Principal } from "../access/authenticator.ts";
import type { Services } from "./route.ts";

/** Gives each user services whose commands bear the user's name; anonymous requests get them as they are. */
export function actingServices(services: Services): (principal: Principal) => Services {
  const byPrincipal = new WeakMap<Principal, Services>();
  return (principal) => {
    if (principal.kind === "anonymous") return services;
    const known = byPrincipal.get(principal);
    if (known !== undefined) return known;
    const acting = { ...services, engine: engineOf(services.engine, principal.user.username) };
    byPrincipal.set(principal, acting);
    return acting;
  };
}

function engineOf(engine: Services["engine"], actor: string): Services["engine"] {
  return {
    ...engine,
    execute: (command) => engine.execute({ ...command, actor }),
  };
}
