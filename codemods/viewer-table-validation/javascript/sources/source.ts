import type { babel, NodePath } from 'codex-codemod';
import type { Obstacle as CommonObstacle } from '../../sources/source.js';
import type { Call } from '../program/spot.js';

/** Where a check of a value from the command line can be put. */
export type Border =
  /** The function that commander puts every value through: `.option(flags, description, check)`. */
  | { readonly kind: 'commander'; readonly call: Call }
  /** `.argParser(check)` behind `new Option(...)` or `new Argument(...)`. */
  | { readonly kind: 'arg-parser'; readonly call: Call }
  /** `coerce: check` in the description of an option of yargs. */
  | { readonly kind: 'coerce'; readonly options: NodePath<babel.ObjectExpression> }
  /** A call around the expression that reads the value. */
  | { readonly kind: 'wrap'; readonly expression: NodePath }
  /** A call around every element of a list. */
  | { readonly kind: 'wrap-each'; readonly expression: NodePath }
  /** `check(name);` behind the statement that binds the name. */
  | { readonly kind: 'after'; readonly statement: NodePath; readonly name: string }
  /** `names.forEach((name) => check(name));` behind the statement that binds the names. */
  | { readonly kind: 'body'; readonly definition: NodePath<babel.Function>; readonly name: string };

/** How a bad name is refused: commander tells its own errors from others. */
export type Flavour = 'commander' | 'plain';

/** A value that whoever starts the program chooses, without the place where it is read. */
export interface CommandValue {
  /** Equal for the same value. */
  readonly key: string;
  /** As a person knows it: `--table`, `process.argv[2]`. */
  readonly label: string;
  /** The names under which it is known; used only to tell how likely it is that a table is meant. */
  readonly names: readonly string[];
  /** The border where it is declared; null where it has to be checked where it is read. */
  readonly declared: Border | null;
  /** Why no check can be put there, or null. */
  readonly obstacle: Obstacle | null;
  /** Values that the file itself writes for it. */
  readonly defaults: readonly string[];
  /** A default that is known only when the program runs, and that the check would see as well. */
  readonly unknownDefault: NodePath | null;
  /** True when its help names forms that are no plain names: schemas, paths, queries. */
  readonly speaksOfOthers: boolean;
}

/** A value of the command line, with the borders where it can be checked. */
export type Source = Omit<CommandValue, 'declared' | 'key'> & {
  /** More than one where one check stands for several values. */
  readonly keys: readonly string[];
  readonly borders: readonly Border[];
};

export type Obstacle = CommonObstacle<NodePath>;

/** A value that nothing but its key, label and name is known of. */
export function plainValue(key: string, label: string, name: string): CommandValue {
  return {
    key,
    label,
    names: [name],
    declared: null,
    obstacle: null,
    defaults: [],
    unknownDefault: null,
    speaksOfOthers: false,
  };
}
