import type { DeployableResource } from "../camunda/resources.ts";
import type { Variables } from "./driver.ts";

/** A decision that gives the same answer whatever it is asked; takes the place of the real one. */
export function mockDecision(decisionId: string, output: Variables): DeployableResource {
  return resource(
    `${decisionId}.dmn`,
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="Mock_${decisionId}" name="${decisionId}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="${decisionId}" name="${decisionId}">
    <variable name="${decisionId}" />
    <literalExpression><text>${escape(JSON.stringify(output))}</text></literalExpression>
  </decision>
</definitions>`,
  );
}

/** A process that ends at once with these variables; takes the place of the real one. */
export function mockProcess(processId: string, variables: Variables): DeployableResource {
  const outputs = Object.entries(variables)
    .map(([name, value]) => `<zeebe:output source="${escape(`=${JSON.stringify(value)}`)}" target="${escape(name)}" />`)
    .join("");
  const mapping =
    outputs === ""
      ? ""
      : `<bpmn:extensionElements><zeebe:ioMapping>${outputs}</zeebe:ioMapping></bpmn:extensionElements>`;
  return resource(
    `${processId}.bpmn`,
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="${processId}" isExecutable="true">
    <bpmn:startEvent id="MockStart">${mapping}<bpmn:outgoing>MockFlow</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="MockFlow" sourceRef="MockStart" targetRef="MockEnd" />
    <bpmn:endEvent id="MockEnd"><bpmn:incoming>MockFlow</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`,
  );
}

function resource(name: string, xml: string): DeployableResource {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`;
  return { name, content: new Uint8Array(new TextEncoder().encode(text)) };
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
