/** What a command is given of the process it runs in; main.ts makes the real one, tests hand in their own. */
export interface CliContext {
  /** The environment, after the file .env was read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder of package.json, with bpmn/, forms/ and municipalities/ below it. */
  readonly home: string;
  /** Version of the product. */
  readonly version: string;
  /** Writes a line of the result to standard output. */
  print(line: string): void;
  /** Writes a line that is not the result to standard error. */
  tell(line: string): void;
  /** Resolves when the reader of standard output has taken what was printed, so that a slow one does not fill the memory. */
  printed(): Promise<void>;
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** Asks a yes-or-no question; false where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
  /** Runs when the process is told to stop; the process ends after it. */
  onStop(stop: () => Promise<void>): void;
  /** The exit code with which the process will end: 0 done, 1 the work failed, 2 the call was wrong. */
  setExitCode(code: 0 | 1 | 2): void;
}
