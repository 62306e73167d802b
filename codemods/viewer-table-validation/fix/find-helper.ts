import type { SyntaxNode } from 'codex-codemod';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { judgeDefinition } from '../sources/judge-check.js';
import { FLAVOURS, type Flavour } from './flavour.js';

/** A check of this file that can be used again. */
export interface Helper {
  readonly name: string;
  readonly flavour: Flavour;
  /** True when it lets an empty name through. */
  readonly allowsEmpty: boolean;
}

const NAME = /^_validate_table_name(_\d+)?$/;

/** The checks that stand in the file already: by their name, their parameters and, above all, by what they do. */
export function findHelpers(program: Program): readonly Helper[] {
  return program.module.file.root.namedChildren.flatMap((statement) => {
    const name = statement.type === 'function_definition' ? statement.child('name')?.text : undefined;
    if (name === undefined || !NAME.test(name) || judgeDefinition(program, statement, 'last').kind !== 'checked') return [];
    const flavour = flavourOf(statement);
    return flavour === null ? [] : [{ name, flavour, allowsEmpty: /\bif not value or\b/.test(statement.text) }];
  });
}

function flavourOf(definition: SyntaxNode): Flavour | null {
  const parameters = parametersOf(definition)
    .map((parameter) => parameter.name)
    .join(', ');
  const raised = [...definition.ofType('raise_statement')].map((statement) => statement.text);
  const all: readonly Flavour[] = ['argparse', 'click', 'typer', 'argv'];
  const fits = (flavour: Flavour): boolean => {
    const facts = FLAVOURS[flavour];
    const isRaised = raised.some((text) => text.includes(facts.error));
    // typer and click raise an error of the same name.
    return facts.parameters === parameters && isRaised;
  };
  return all.find(fits) ?? null;
}
