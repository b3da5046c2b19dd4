/** A BPMN file as it is, for what the words for models cannot say. */
export const raw = (process: string, roots = ""): Record<string, string> => ({
  "p.bpmn":
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" ' +
    `targetNamespace="https://kim-regelkreis.example/conformance">${roots}${process}</bpmn:definitions>`,
});

/** An executable process "p" with a start event "s" and the given content. */
export const executable = (content: string): string =>
  `<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>${content}</bpmn:process>`;
