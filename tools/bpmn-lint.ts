import { lintFolder } from "./lint-models.ts";

const problems = await lintFolder("bpmn");
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
