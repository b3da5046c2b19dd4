export * from "./accounts.ts";
export * from "./alerts.ts";
export {
  attachReport,
  challengeOfReport,
  openChallenge,
  reportingOffices,
  reportsOfChallenge,
  type Attachment,
} from "./attach-report.ts";
export * from "./audit.ts";
export * from "./away.ts";
export * from "./challenges.ts";
export * from "./decisions.ts";
export * from "./directory.ts";
export * from "./errors.ts";
export * from "./feedback-rounds.ts";
export * from "./groups.ts";
export * from "./mandates.ts";
export * from "./measures.ts";
export {
  agendaOf,
  closeMeeting,
  listMeetings,
  meetingById,
  moveMeeting,
  nextMeeting,
  putOnAgenda,
  scheduleMeeting,
  type AgendaItem,
  type Meeting,
} from "./meetings.ts";
export * from "./merge.ts";
export * from "./next-round.ts";
export * from "./notifications.ts";
export * from "./once.ts";
export * from "./open.ts";
export * from "./org-units.ts";
export * from "./mail-turn.ts";
export * from "./outbox.ts";
export { profileOf } from "./profile/current.ts";
export { loadProfile, readProfile } from "./profile/load.ts";
export type { Code, CodeListName, DemoAccount, Profile } from "./profile/profile.ts";
export * from "./publications.ts";
export { seedRegister } from "./seed/seed.ts";
export { hasAccounts, seedAdministrator } from "./seed/seed-administrator.ts";
export * from "./reports.ts";
export * from "./sessions.ts";
export * from "./settings.ts";
export * from "./similar-reports.ts";
export { staffOf, type Staff } from "./staff.ts";
export { advanceChallenge, advanceReport, stateOf, type Advance } from "./status.ts";
export type { JsonValue } from "./store/values.ts";
export * from "./texts.ts";
export * from "./threshold.ts";
export * from "./timeline.ts";
export * from "./withdraw.ts";
