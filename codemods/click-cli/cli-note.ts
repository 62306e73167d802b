/** A click group of a file, as the transform tells the project stage. */
export interface GroupNote {
  readonly kind: 'group';
  /** The name of the module that holds the group. */
  readonly variable: string;
  /** Names that its commands have, or may have. */
  readonly commands: readonly string[];
  /** Why it cannot be told what commands it has; empty when it can. */
  readonly doubt: string;
  /** True when a group of the same file has it as a command. */
  readonly isInner: boolean;
}

/** Commands that a file gives to a group of another file. */
export interface RegistrationNote {
  readonly kind: 'registration';
  /** The group, as the file imports it: `.cli.main`, `acme.cli.main`. */
  readonly target: string;
  /** Names that the command has, or may have. */
  readonly names: readonly string[];
  /** What is registered, where it is imported. */
  readonly command: string | null;
}

/** A file imports a library that reads command lines. */
export interface ParserNote {
  readonly kind: 'parser';
  readonly library: string;
  /** Of the import; counts from 1. */
  readonly line: number;
}

export type CliNote = GroupNote | RegistrationNote | ParserNote;

/** A note as it comes back from the engine, which knows no more than that it survived JSON. */
export function isCliNote(note: unknown): note is CliNote {
  return typeof note === 'object' && note !== null && 'kind' in note;
}
