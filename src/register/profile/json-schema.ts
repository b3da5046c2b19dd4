import { z } from "zod";
import { PROFILE_FILE } from "./schema.ts";

/** The profile's JSON schema for editors: what may be written, with German descriptions; defaults may be left out. */
export function profileJsonSchema(): string {
  const schema = z.toJSONSchema(PROFILE_FILE, { io: "input", target: "draft-7" });
  return `${JSON.stringify({ title: "Profil einer Kommune für KIM-Regelkreis", ...schema }, undefined, 2)}\n`;
}
