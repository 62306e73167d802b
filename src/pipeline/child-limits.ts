/** How much a child process may take. */
export interface ChildLimits {
  /** Milliseconds that one file, or one project stage, may take: without those before its last question for a file of the tree. */
  readonly deadline: number;
  /** MiB of JavaScript heap. */
  readonly heap: number;
  /** MiB of resident memory after which a child is replaced: syntax trees hold memory that V8 does not see. */
  readonly resident: number;
  /** Files after which a child is replaced. */
  readonly files: number;
}

const DEFAULT_LIMITS: ChildLimits = { deadline: 30_000, heap: 1_024, resident: 768, files: 400 };

/** The limits with the defaults for those that are not given. */
export function limitsOf({ deadline, heap, resident, files }: Partial<ChildLimits>): ChildLimits {
  return {
    deadline: deadline ?? DEFAULT_LIMITS.deadline,
    heap: heap ?? DEFAULT_LIMITS.heap,
    resident: resident ?? DEFAULT_LIMITS.resident,
    files: files ?? DEFAULT_LIMITS.files,
  };
}
