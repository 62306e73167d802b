/** A code that a codemod reports, as `codemod explain` tells it. */
export interface CodeDoc {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly example?: string;
  /** True for what a person need not act on. */
  readonly information?: boolean;
}
