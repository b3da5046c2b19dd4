declare module "@bpmn-io/element-templates-validator" {
  /** Checks a template against Camunda's JSON schema. */
  export function validateZeebe(template: unknown): {
    readonly valid: boolean;
    /** Null without any. */
    readonly errors: readonly { readonly message: string }[] | null;
  };
}
