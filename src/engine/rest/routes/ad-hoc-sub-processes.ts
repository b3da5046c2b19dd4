import { z } from "zod";
import { command, type Route } from "../route.ts";
import { required, variables } from "../schemas.ts";

const ELEMENT = z.strictObject({ elementId: required, variables });

const ACTIVATION = z.strictObject({
  elements: z.array(ELEMENT).refine((elements) => elements.length > 0, { error: "No elements provided" }),
  cancelRemainingInstances: z.boolean().nullish(),
});

/** Operations on ad-hoc sub-processes. */
export const AD_HOC_ROUTES: readonly Route[] = [
  command({
    operation: "activateAdHocSubProcessActivities",
    body: ACTIVATION,
    command: ({ body, key }) => ({
      valueType: "AD_HOC_SUB_PROCESS_INSTRUCTION",
      intent: "ACTIVATE",
      value: {
        adHocSubProcessInstanceKey: key("adHocSubProcessInstanceKey"),
        activateElements: body.elements,
        cancelRemainingInstances: body.cancelRemainingInstances ?? false,
      },
    }),
  }),
];
