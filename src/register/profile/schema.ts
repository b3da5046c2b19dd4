import { z } from "zod";
import { FUNCTIONS, ROLES } from "../directory.ts";

const ID = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "Expected a key of small letters, digits and hyphens");
const CODE = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .describe("Schlüssel; steht in Meldungen und bleibt, auch wenn der Name sich ändert"),
  name: z.string().min(1).describe("Name, wie ihn alle lesen"),
  aktiv: z.boolean().default(true).describe("false: wird nicht mehr angeboten; nie löschen, was benutzt ist"),
});

const ORG_UNIT = z.strictObject({
  id: ID,
  name: z.string().min(1),
  art: z
    .enum(["kreis", "stadt", "kommune", "stadtbezirk", "ki", "amt", "cm-stelle", "abh", "ebh", "traeger", "sonstige"])
    .describe("Art der Einheit; cm-stelle meldet und gibt Rückmeldung, abh und ebh sind Modul 3"),
  uebergeordnet: ID.optional().describe("Kennung der Einheit darüber"),
  modul: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .optional()
    .describe("Modul (Baustein) des KIM"),
  traeger: z.string().optional().describe("Anstellungsträger, ein Merkmal und keine Ebene"),
  kommune: ID.optional().describe("Kommune, für die eine CM-Stelle da ist"),
});

const BODY = z.strictObject({
  id: ID,
  name: z.string().min(1),
  art: z.enum(["lenkungsgruppe", "cm-treffen", "projektgruppe"]),
  bezug: z.enum(["lokal", "thema"]).optional().describe("nur Projektgruppen: für einen Ort oder ein Thema"),
  themen: z.array(z.string()).default([]).describe("Themen einer thematischen Projektgruppe"),
  kommunen: z.array(ID).default([]).describe("Kommunen einer lokalen Projektgruppe"),
  laufzeitMonate: z
    .number()
    .int()
    .positive()
    .optional()
    .describe("Laufzeit eines Auftrags in Monaten, sonst die Frist projektgruppe.laufzeitMonate"),
  ort: z.string().default("").describe("üblicher Sitzungsort"),
  sitzungen: z
    .array(z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Expected a local date and time like 2026-05-20T14:00"))
    .default([])
    .describe("Sitzungskalender, Ortszeit"),
});

const PERSON = z.strictObject({
  id: ID,
  name: z.string().min(1),
  email: z.email(),
  sprache: z.enum(["de", "en"]).default("de"),
  digest: z.enum(["sofort", "taeglich", "woechentlich", "aus"]).default("sofort").describe("wann E-Mails kommen"),
  rollen: z
    .array(z.strictObject({ rolle: z.enum(ROLES), stelle: ID.optional(), vertretung: z.boolean().default(false) }))
    .default([])
    .describe("Rollen; case-manager braucht die CM-Stelle"),
  gremien: z
    .array(
      z.strictObject({
        gremium: ID,
        funktion: z.enum(["mitglied", ...FUNCTIONS]).default("mitglied"),
        stimmrecht: z.enum(["stimmberechtigt", "beratend", "gast"]).default("stimmberechtigt"),
        vertretung: z.boolean().default(false),
      }),
    )
    .default([]),
  anmeldung: ID.optional().describe("Kennung für die Anmeldung im Demo-Betrieb"),
  beschreibung: z.string().optional().describe("Rolle in Worten, für die Anmeldeseite der Demo"),
});

/** What a municipality writes down: names, units, bodies, calendar, thresholds, deadlines, code lists, texts. */
export const PROFILE_FILE = z.strictObject({
  $schema: z.string().optional(),
  id: ID,
  name: z.string().min(1).describe("Name der Kommune oder des Kreises"),
  stand: z.string().default("").describe("Stand dieser Angaben"),
  namen: z
    .strictObject({
      rollen: z.partialRecord(z.enum(ROLES), z.string()).default({}),
      begriffe: z
        .record(z.string(), z.string())
        .default({})
        .describe("eigene Wörter, zum Beispiel herausforderung: generatives Thema"),
    })
    .default({ rollen: {}, begriffe: {} }),
  einheiten: z.array(ORG_UNIT).min(1),
  gremien: z.array(BODY).min(1),
  schwelle: z.strictObject({
    anzahl: z.number().int().min(1).describe("so viele verschiedene müssen melden"),
    zaehlart: z.enum(["cm-stelle", "kommune"]).default("cm-stelle").describe("was gezählt wird"),
    fensterMonate: z.number().int().positive().nullable().default(12).describe("Zeitfenster; null: unbegrenzt"),
  }),
  fristen: z
    .strictObject({
      vorlagenfristTage: z
        .number()
        .int()
        .min(0)
        .default(14)
        .describe("Tage vor der Sitzung, bis zu denen Vorlagen da sein müssen"),
      beschlussErfassenArbeitstage: z.number().int().min(0).default(5).describe("Arbeitstage nach der Sitzung"),
      projektgruppeLaufzeitMonate: z.number().int().positive().default(6),
    })
    .prefault({}),
  listen: z.strictObject({
    themen: z.array(CODE).min(1),
    rechtskreise: z.array(CODE).min(1),
    stellenarten: z.array(CODE).default([]),
    quellen: z.array(CODE).min(1),
  }),
  eingabepruefung: z
    .strictObject({
      aktenzeichenMuster: z.array(z.string()).default([]).describe("reguläre Ausdrücke eigener Aktenzeichen"),
      namen: z.array(z.string()).default([]).describe("Namen, vor denen gewarnt wird"),
      orte: z
        .array(z.string())
        .default([])
        .describe("kleine Orte, die mit Alter und Staatsangehörigkeit auf jemanden zeigen"),
    })
    .prefault({}),
  texte: z
    .record(z.string(), z.string())
    .default({})
    .describe("eigene Texte an Stelle der mitgelieferten, nach Schlüssel"),
  personen: z.array(PERSON).default([]),
  demo: z
    .strictObject({ kennwort: z.string().min(8) })
    .optional()
    .describe("Kennwort aller Demo-Konten; nur im Demo-Betrieb"),
});

/** The file as read and filled with its defaults. */
export type ProfileFile = z.output<typeof PROFILE_FILE>;
