const HEAD =
  '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="model" targetNamespace="test">';

/** A process with one job of type "a", base64 as a deployment carries it. */
export const ONE_JOB = Buffer.from(
  `${HEAD}<process id="p" isExecutable="true"><startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="a"/>` +
    '<serviceTask id="a"><extensionElements><zeebe:taskDefinition type="a"/></extensionElements></serviceTask>' +
    '<sequenceFlow id="f2" sourceRef="a" targetRef="end"/><endEvent id="end"/></process></definitions>',
).toString("base64");
