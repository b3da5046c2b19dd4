/** Something that happened in a loop, as it is printed or given out as JSON. `am` is the application's time, ISO. */
export type LoopEvent =
  | {
      readonly art: "gemeldet";
      readonly am: string;
      readonly person: string;
      readonly meldungId: string;
      readonly cmStelle: string;
    }
  | {
      readonly art: "erledigt";
      readonly am: string;
      readonly person: string;
      readonly aufgabe: string;
      readonly gegenstand: string;
      readonly werte: Readonly<Record<string, unknown>>;
    }
  | {
      readonly art: "gesendet";
      readonly am: string;
      readonly ereignis: string;
      readonly an: readonly string[];
      readonly mails: number;
    }
  | {
      readonly art: "offen";
      readonly am: string;
      readonly aufgabe: string;
      readonly zustaendig: readonly string[];
      readonly faelligAm: string | undefined;
    };

/** Takes events as they happen. */
export type TellEvent = (event: LoopEvent) => void;
