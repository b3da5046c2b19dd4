import { z } from "zod";

const option = z.looseObject({ label: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });

const component = z.looseObject({
  id: z.string(),
  type: z.string(),
  key: z.string().optional(),
  label: z.string().optional(),
  dateLabel: z.string().optional(),
  timeLabel: z.string().optional(),
  subtype: z.string().optional(),
  description: z.string().optional(),
  text: z.string().optional(),
  values: z.array(option).optional(),
  valuesExpression: z.string().optional(),
  conditional: z.looseObject({ hide: z.string().optional() }).optional(),
  validate: z
    .looseObject({
      required: z.boolean().optional(),
      maxLength: z.number().optional(),
      minLength: z.number().optional(),
      min: z.number().optional(),
      max: z.number().optional(),
    })
    .optional(),
  properties: z.record(z.string(), z.string()).optional(),
  readonly: z.union([z.boolean(), z.string()]).optional(),
});

/** A Camunda form as JSON; fields that we do not read stay as they are. Source: form-js schema. */
export const formSchema = z.looseObject({ id: z.string(), components: z.array(component) });

/** A Camunda form. */
export type FormSchema = z.infer<typeof formSchema>;

/** One component of a form: a field or a text. */
export type FormComponent = z.infer<typeof component>;

/** What a field is called on the page; a date field carries its label elsewhere. */
export function labelOf(component: FormComponent): string {
  return component.label ?? component.dateLabel ?? component.timeLabel ?? component.key ?? component.id;
}
