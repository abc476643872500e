/** Exit codes of every command; the README explains them. */
export const EXIT = {
  ok: 0,
  /** Something unexpected: a defect, or a device that refused. */
  failed: 1,
  /** What was given is wrong: arguments, configuration, a CSV row. Nothing was changed. */
  usage: 2,
  /** Another unit process owns the data folder. */
  taken: 3,
  /** The data folder or its keys cannot be used. */
  data: 4,
  /** `withdraw`: at least one contactor is not known to be open. */
  notOpen: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for the person and a code for the shell. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.name = "CommandError";
    this.exitCode = exitCode;
  }
}
