import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { givesOtherExample, namesOtherForms } from './help-words.js';

/** True when a help text or metavar names forms of the value that a strict check would refuse. */
export function speaksOfOthers(program: Program, texts: readonly (SyntaxNode | undefined)[]): boolean {
  return texts.some((node) => node !== undefined && namesOtherForms(writtenIn(program, node)));
}

/** A description of a parser that gives such an example, or null. */
export function descriptionOfOthers(program: Program): SyntaxNode | null {
  const makers = ['ArgumentParser', 'add_parser', 'add_argument_group', 'command', 'Typer'];
  const texts = makers
    .flatMap((name) => program.calls.get(name) ?? [])
    .flatMap((call) => [...argumentsOf(call).keywords])
    .filter(([keyword]) => ['description', 'epilog', 'usage', 'help'].includes(keyword));
  return texts.map(([, node]) => node).find((node) => givesOtherExample(writtenIn(program, node))) ?? null;
}

/** All literal parts of the text, also where a name stands for it. */
function writtenIn(program: Program, node: SyntaxNode): string {
  const nodes = originsOf(program, { node, frame: null }).flatMap((origin) =>
    origin.kind === 'value' ? [origin.spot.node] : [],
  );
  return [node, ...nodes].flatMap((one) => [...one.ofType('string_content')].map((content) => content.text)).join(' ');
}
