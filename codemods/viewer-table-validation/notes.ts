/** What one file tells the project stage. Plain data, so that it survives JSON. */
export type FileNote =
  /** The file has a check that this codemod wrote, or one like it. */
  | { readonly kind: 'helper'; readonly name: string; readonly flavour: string }
  /** A value of the command line goes to a function of another module. */
  | {
      readonly kind: 'passes';
      readonly label: string;
      /** The dotted name of the function, with leading dots when it is relative. */
      readonly target: string;
      /** The place of the argument, or its keyword. */
      readonly argument: number | string;
      readonly line: number;
    }
  /** A parameter of a function of this file is a table in SQL text, and is not checked. */
  | { readonly kind: 'takes'; readonly name: string; readonly parameter: string; readonly index: number; readonly line: number };

/** The notes among what the engine hands back. */
export function readNotes(notes: readonly unknown[]): readonly FileNote[] {
  return notes.filter(isFileNote);
}

function isFileNote(value: unknown): value is FileNote {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && ['helper', 'passes', 'takes'].includes(String(value.kind))
  );
}
