/** What the prebuilt files of bpmn-js, camunda-bpmn-js and form-js put on the page. */
interface Canvas {
  zoom(level: "fit-viewport" | number): void;
  addMarker(elementId: string, marker: string): void;
}
interface Overlays {
  add(
    elementId: string,
    overlay: { position: { bottom?: number; left?: number; top?: number; right?: number }; html: HTMLElement },
  ): void;
}
interface ElementRegistry {
  get(id: string): object | undefined;
}
interface Selection {
  select(element: object): void;
}
interface Diagram {
  importXML(xml: string): Promise<{ warnings: readonly unknown[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml: string }>;
  get(name: "canvas"): Canvas;
  get(name: "overlays"): Overlays;
  get(name: "elementRegistry"): ElementRegistry;
  get(name: "selection"): Selection;
  on(event: string, listener: () => void): void;
}
interface DiagramOptions {
  container: HTMLElement;
  propertiesPanel?: { parent: HTMLElement };
  additionalModules?: readonly object[];
}
declare const BpmnJS: new (options: DiagramOptions) => Diagram;
declare const BpmnModeler: new (options: DiagramOptions) => Diagram;

interface RenderedForm {
  importSchema(schema: object, data: object): Promise<unknown>;
  submit(): { data: object; errors: Readonly<Record<string, readonly string[]>> };
  on(event: string, listener: () => void): void;
}
declare const FormViewer: { Form: new (options: { container: HTMLElement }) => RenderedForm };
