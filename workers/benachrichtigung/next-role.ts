/** Who is informed when a group stays silent. Informed only: the power to decide stays where it is. */
const NEXT_ROLE: Readonly<Record<string, readonly string[]>> = {
  "cm-koordination": ["ki-leitung"],
  "ki-leitung": ["lenkungsgruppe-vorsitz"],
  "lenkungsgruppe-geschaeftsstelle": ["lenkungsgruppe-vorsitz", "ki-leitung"],
};

const LEAD = /-leitung$/;

/** The groups after this one; none for a CM-Stelle: missing feedback is reported to no superior. */
export function nextRoleAfter(group: string): readonly string[] {
  const known = NEXT_ROLE[group];
  if (known !== undefined) return known;
  return LEAD.test(group) ? ["cm-koordination", "ki-leitung"] : [];
}
