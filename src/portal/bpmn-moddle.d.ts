declare module "bpmn-moddle" {
  /** Reads and writes BPMN XML; the package brings no types of its own. */
  export class BpmnModdle {
    constructor(packages: Readonly<Record<string, unknown>>);
    /** Rejects when the text is no BPMN. */
    fromXML(xml: string): Promise<{ readonly rootElement: object; readonly warnings: readonly unknown[] }>;
  }
}
