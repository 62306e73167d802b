import type { SyntaxNode } from 'codex-codemod';

/** Where a check of a value from the command line can be put. */
export type Border =
  /** `type=` of `add_argument`. */
  | { readonly kind: 'argparse'; readonly call: SyntaxNode; readonly type: SyntaxNode | null }
  /** `callback=` of `click.option` and `click.argument`, or of `typer.Option` and `typer.Argument`. */
  | { readonly kind: 'click' | 'typer'; readonly call: SyntaxNode }
  /** The first statement of a typer command, for a parameter without `Option` or `Argument`. */
  | { readonly kind: 'typer-body'; readonly definition: SyntaxNode; readonly name: string }
  /** A call around the expression that reads the value. */
  | { readonly kind: 'wrap'; readonly expression: SyntaxNode }
  /** A call around every element of a sequence. */
  | { readonly kind: 'wrap-each'; readonly expression: SyntaxNode }
  /** `name = check(name)` after the statement that binds the name. */
  | { readonly kind: 'after'; readonly statement: SyntaxNode; readonly name: string };

/** A value that whoever starts the program chooses. */
export interface Source {
  /** Equal for the same value. */
  readonly key: string;
  /** As a person knows it: `--table`, `sys.argv[2]`. */
  readonly label: string;
  /** The names under which it is known; used only to tell how likely it is that a table is meant. */
  readonly names: readonly string[];
  readonly borders: readonly Border[];
  /** Why no check can be put there, or null. */
  readonly obstacle: Obstacle | null;
  /** Values that the check would see although nobody typed them. */
  readonly defaults: readonly string[];
  /** A default that is known only when the program runs. */
  readonly unknownDefault: SyntaxNode | null;
  /** True when its help names forms that are no plain names: schemas, paths, queries. */
  readonly speaksOfOthers: boolean;
}

export interface Obstacle<N = SyntaxNode> {
  readonly code: 'TBL002' | 'TBL007' | 'TBL008';
  readonly message: string;
  /** Where to look; the SQL text when it is absent. */
  readonly at?: N;
}

const TABLE = /(^|[_\-\s.])(tables?|tbls?|relations?|tab)($|[_\-\s.])|table(s|name)?$/i;

/** True when the value is called like a table. */
export function isCalledTable({ names }: Pick<Source, 'names'>): boolean {
  return names.some((name) => TABLE.test(name));
}
