import { AppError } from "../platform/errors.ts";

/** Base of what the register refuses. */
export abstract class RegisterError extends AppError {}

/** Thrown when an id names nothing. */
export class NotFound extends RegisterError {
  override readonly code = "NOT_FOUND";

  constructor(kind: string, id: string) {
    super(`Expected ${kind} ${id} to exist, but it does not`);
  }
}

/** Thrown when a report or challenge is asked to go where its state does not lead. */
export class TransitionNotAllowed extends RegisterError {
  override readonly code = "TRANSITION_NOT_ALLOWED";
}

/** Thrown when a decision that needs a reason has none. */
export class ReasonMissing extends RegisterError {
  override readonly code = "REASON_MISSING";
}

/** Thrown when two challenges cannot be merged: the same one, a closed one, or one that is already decided. */
export class MergeNotPossible extends RegisterError {
  override readonly code = "MERGE_NOT_POSSIBLE";
}

/** Thrown when a merge can no longer be undone. */
export class UndoNotPossible extends RegisterError {
  override readonly code = "UNDO_NOT_POSSIBLE";
}

/** Thrown when a decision is dated in the future or before its mandate. */
export class DecisionDateInvalid extends RegisterError {
  override readonly code = "DECISION_DATE_INVALID";
}

/** Thrown when something that is over is to be changed: a closed feedback round, an accepted report. */
export class AlreadyClosed extends RegisterError {
  override readonly code = "ALREADY_CLOSED";
}

/** Thrown when the calendar holds no meeting that can still be reached. */
export class NoMeeting extends RegisterError {
  override readonly code = "NO_MEETING";
}

/** Thrown when a project group has nobody who could lead it. */
export class NoLead extends RegisterError {
  override readonly code = "NO_LEAD";
}

/** Thrown when a municipality's profile cannot be used; every fault is one line. */
export class ProfileInvalid extends RegisterError {
  override readonly code = "PROFILE_INVALID";
}

/** Thrown when the stored data does not look as its schema says: edited by hand, or a bug. */
export class StoredDataInvalid extends RegisterError {
  override readonly code = "STORED_DATA_INVALID";
}
