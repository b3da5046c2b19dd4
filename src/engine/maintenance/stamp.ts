/** An instant as it stands in a file's name: 20260105T080000Z. */
export const stampOf = (epochMs: number): string =>
  new Date(epochMs).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
