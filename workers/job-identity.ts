/** What makes a job recognisable when it is handed out again. */
interface Identifiable {
  readonly jobKey: string;
  readonly elementId: string;
  readonly input: { readonly jetzt: string };
}

/**
 * Key under which a job's effects happen once. The job's key alone would not do: an engine that was emptied counts
 * from the start again, so the moment when the job was made and its element belong to it.
 */
export function identityOf({ jobKey, elementId, input }: Identifiable): string {
  return `${jobKey}:${elementId}:${input.jetzt}`;
}
