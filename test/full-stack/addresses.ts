declare module "vitest" {
  interface ProvidedContext {
    readonly stack: StackAddresses;
  }
}

/** Where the stack of a test run answers. */
export interface StackAddresses {
  readonly rest: string;
  readonly grpc: string;
  readonly management: string;
  /** Tasklist and Operate. */
  readonly web: string;
  readonly search: string;
  /** Folder of the register and the mail sink, which the worker host writes. */
  readonly data: string;
}
