import type { EventName, ReminderStage } from "../../src/domain/events.ts";

/** What a message is about: ids, dates and enumerated values, never a title or a text. */
export interface Subject {
  readonly ereignis: EventName;
  readonly stufe?: ReminderStage | undefined;
  readonly schritt?: string | undefined;
  readonly meldungId?: string | undefined;
  readonly herausforderungId?: string | undefined;
  readonly auftragId?: string | undefined;
  readonly sitzungId?: string | undefined;
  readonly faelligAm?: string | undefined;
  /** Groups whose task it is. */
  readonly zustaendig: readonly string[];
}
