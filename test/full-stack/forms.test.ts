import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { createCamundaClient, type CamundaClient } from "../../src/camunda/client.ts";
import { deployResources } from "../../src/camunda/deploy.ts";
import { formSchema } from "../../src/portal/forms/schema.ts";
import { createFormValidator, type FormValidator } from "../../src/portal/forms/validator.ts";
import { launch } from "../e2e/browser.ts";
import { enterStage, taskOf, type Stage } from "./acts.ts";
import { TasklistPerson } from "./tasklist-person.ts";

const stack = inject("stack");
const FORMS = readdirSync("forms").map((file) => basename(file, ".form"));

/** What the forms speak of; a challenge that no loop knows. */
const VARIABLES = {
  herausforderungId: "HF-1999-001",
  meldungId: "M-1999-0001",
  auftrag: { auftragId: "A-1999-001" },
  projektgruppeId: "pg-wohnen",
  sitzungId: "lenkungsgruppe-1999-01-01",
  runde: 1,
};

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="jedes-formular" name="Jedes Formular" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:sequenceFlow id="FlowStart" sourceRef="Start" targetRef="Task" />
    <bpmn:userTask id="Task" name="Formular ansehen">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:formDefinition formId="=formular" />
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="FlowEnd" sourceRef="Task" targetRef="End" />
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>`;

describe("each form in Tasklist", () => {
  let browser: Browser;
  let person: TasklistPerson;
  let stage: Stage;
  let validator: FormValidator;
  const camunda: CamundaClient = createCamundaClient({ address: stack.rest });
  beforeAll(async () => {
    await deployResources(camunda, [{ name: "jedes-formular.bpmn", content: new TextEncoder().encode(MODEL) }]);
    validator = createFormValidator();
    browser = await launch();
    stage = await enterStage(stack.web);
    person = await TasklistPerson.logIn(browser, stack.web, "koordination");
  });
  afterAll(async () => {
    await person.close();
    await browser.close();
    await validator.close();
  });

  it.each(FORMS)("%s is drawn without an error and refuses what is missing", async (formId) => {
    // given
    const schema = formSchema.parse(JSON.parse(readFileSync(`forms/${formId}.form`, "utf8")));
    const variables = { ...VARIABLES, formular: formId };
    const created = await camunda.createProcessInstance({ processDefinitionId: "jedes-formular", variables });
    const processInstanceKey = z.coerce.string().parse(created.processInstanceKey);
    const { errors, components } = await validator.evaluate(schema, variables);

    // when
    const text = await person.sendsInVain(await taskOf(stage.tasklist, processInstanceKey), Object.keys(errors).length);
    await person.picture(`form-${formId}`);

    // then
    expect(Object.keys(errors).length).toBeGreaterThan(0);
    const labels = components.flatMap(({ label, isHidden }) => (label === undefined || isHidden ? [] : [label]));
    for (const label of labels) expect(text).toContain(label);
    expect(person.scriptErrors).toEqual([]);
    await camunda.cancelProcessInstance({ processInstanceKey });
  });
});
