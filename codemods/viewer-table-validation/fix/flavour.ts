import type { Border } from '../sources/source.js';

/** How a bad name is refused: each framework has its own error, and its own way to call a check. */
export type Flavour = 'argparse' | 'click' | 'typer' | 'argv';

export interface FlavourFacts {
  readonly parameters: string;
  /** The module and the name of the error; null for one that is built in. */
  readonly module: string | null;
  readonly error: string;
  /** True when the check may be called with None. */
  readonly maybeNone: boolean;
}

export const FLAVOURS: Readonly<Record<Flavour, FlavourFacts>> = {
  // https://docs.python.org/3/library/argparse.html#type
  argparse: { parameters: 'value', module: 'argparse', error: 'ArgumentTypeError', maybeNone: true },
  // https://click.palletsprojects.com/en/stable/advanced/#callbacks-for-validation
  click: { parameters: 'ctx, param, value', module: 'click', error: 'BadParameter', maybeNone: true },
  // https://typer.tiangolo.com/tutorial/options/callback-and-context/
  typer: { parameters: 'value', module: 'typer', error: 'BadParameter', maybeNone: true },
  argv: { parameters: 'value', module: null, error: 'SystemExit', maybeNone: false },
};

export function flavourOf(border: Border): Flavour {
  switch (border.kind) {
    case 'argparse':
    case 'click':
    case 'typer':
      return border.kind;
    case 'typer-body':
      return 'typer';
    default:
      return 'argv';
  }
}
