/** The process of every figure: start, five service tasks of one job type, end. */
export const PROCESS_ID = "five-tasks";

/** The job type of its tasks. */
export const JOB_TYPE = "step";

/** About 250 bytes of variables, as a small case has. */
export const VARIABLES = {
  caseId: "HF-2026-014",
  amount: 1250,
  isUrgent: false,
  office: "cm-stelle-troisdorf",
  themes: ["wohnen", "sprache", "anerkennung"],
  applicant: { kind: "family", size: 4, since: "2025-11-03" },
  note: "a text of a length that is usual in such a field",
};

/** The BPMN text of the process. */
export function fiveTasksBpmn(): string {
  const tasks = [1, 2, 3, 4, 5].map(
    (number) =>
      `<bpmn:serviceTask id="task${number}"><bpmn:extensionElements><zeebe:taskDefinition type="${JOB_TYPE}" /></bpmn:extensionElements>` +
      `<bpmn:incoming>flow${number}</bpmn:incoming><bpmn:outgoing>flow${number + 1}</bpmn:outgoing></bpmn:serviceTask>`,
  );
  const nodes = ["start", "task1", "task2", "task3", "task4", "task5", "end"];
  const flows = nodes
    .slice(1)
    .map(
      (to, index) => `<bpmn:sequenceFlow id="flow${index + 1}" sourceRef="${nodes[index] ?? ""}" targetRef="${to}" />`,
    );
  return (
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="bench" targetNamespace="bench">' +
    `<bpmn:process id="${PROCESS_ID}" isExecutable="true"><bpmn:startEvent id="start"><bpmn:outgoing>flow1</bpmn:outgoing></bpmn:startEvent>` +
    `${tasks.join("")}<bpmn:endEvent id="end"><bpmn:incoming>flow6</bpmn:incoming></bpmn:endEvent>${flows.join("")}` +
    "</bpmn:process></bpmn:definitions>"
  );
}
