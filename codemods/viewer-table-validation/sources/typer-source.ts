import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { definitionNamed } from '../program/classes.js';
import { originsOf } from '../program/origins.js';
import { decoratorsOf } from '../program/owner.js';
import type { Parameter } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';
import type { Found } from './argparse-source.js';
import { defaultsOf } from './defaults.js';
import { speaksOfOthers } from './help.js';
import { type CheckKind, isEnum, judgeCheck } from './judge-check.js';
import { loadedDefaultMap } from './later-defaults.js';
import type { Border, Obstacle } from './source.js';

/** A parameter of a typer command: with `Option` or `Argument` as its default or in `Annotated`, or bare. */
export function typerSource(program: Program, definition: SyntaxNode, parameter: Parameter): Found {
  const declared = declarationOf(program, parameter);
  if (declared === null && !isCommand(program, definition)) return null;
  if (parameter.kind === 'rest' || parameter.kind === 'keywords') return null;
  const kind = typeKind(program, parameter);
  if (kind === 'closed') return 'checked';
  return judge(program, definition, parameter, declared, kind);
}

/** The call of `typer.Option` or `typer.Argument`, and whether the default is its first argument. */
function declarationOf(program: Program, { annotation, fallback }: Parameter): { call: SyntaxNode; asDefault: boolean } | null {
  if (fallback !== null && isDeclaration(program, unwrap(fallback))) return { call: unwrap(fallback), asDefault: true };
  for (const call of annotation?.ofType('call') ?? []) if (isDeclaration(program, call)) return { call, asDefault: false };
  return null;
}

function isDeclaration(program: Program, node: SyntaxNode): boolean {
  const name = node.type === 'call' ? program.module.imports.qualifiedName(node.child('function') ?? node) : null;
  return name !== null && /^typer(\.params)?\.(Option|Argument)$/.test(name);
}

/** `@app.command()` with an `app` of typer, or `typer.run(main)`. */
function isCommand(program: Program, definition: SyntaxNode): boolean {
  const decorated = decoratorsOf(definition).some((decorator) => {
    const callee = decorator.type === 'call' ? decorator.child('function') : null;
    const app = callee?.type === 'attribute' ? callee.child('object') : null;
    const method = callee?.child('attribute')?.text;
    return app !== null && (method === 'command' || method === 'callback') && isApp(program, app);
  });
  return (
    decorated ||
    (program.calls.get('run') ?? []).some((call) => {
      const [target] = argumentsOf(call).positional;
      const isTyper = program.module.imports.qualifiedName(call.child('function') ?? call) === 'typer.run';
      return isTyper && target !== undefined && definitionNamed(program, target) === definition;
    })
  );
}

function isApp(program: Program, app: SyntaxNode): boolean {
  return originsOf(program, { node: app, frame: null }).some((origin) => {
    const call = origin.kind === 'value' && origin.spot.node.type === 'call' ? origin.spot.node : null;
    return call !== null && program.module.imports.qualifiedName(call.child('function') ?? call) === 'typer.Typer';
  });
}

/** What the annotation lets through: free text, several texts, a path, or nothing that could do harm. */
function typeKind(program: Program, { annotation }: Parameter): 'text' | 'several' | 'path' | 'closed' | 'other' {
  if (annotation === null) return 'text';
  const bare = bareType(annotation);
  if (bare === null) return 'other';
  const { text } = bare;
  if (/^["']?str["']?$/.test(text)) return 'text';
  if (/^(int|float|bool|bytes|(datetime\.)?datetime|(uuid\.)?UUID)$/.test(text) || /^(\w+\.)?Literal\[/.test(text))
    return 'closed';
  if (/(^|\.)Path$/.test(text)) return 'path';
  if (/^(?:\w+\.)?(list|tuple|set|sequence|iterable)\b/i.test(text)) return 'several';
  const definition = definitionNamed(program, bare);
  return definition?.type === 'class_definition' && isEnum(program, definition) ? 'closed' : 'other';
}

/** The type inside of `Annotated[...]`, `Optional[...]` and `... | None`; null for any other union. */
function bareType(annotation: SyntaxNode): SyntaxNode | null {
  let node = unwrap(annotation);
  for (;;) {
    const inner = innerType(node);
    if (inner === undefined) return node;
    if (inner === null) return null;
    node = unwrap(inner);
  }
}

function innerType(node: SyntaxNode): SyntaxNode | null | undefined {
  if (node.type === 'generic_type') {
    const name = node.namedChildren[0]?.text ?? '';
    return /(^|\.)(Annotated|Optional)$/.test(name) ? (node.childOfType('type_parameter')?.namedChildren[0] ?? null) : undefined;
  }
  if (node.type === 'subscript') {
    return /(^|\.)(Annotated|Optional)$/.test(node.child('value')?.text ?? '') ? node.child('subscript') : undefined;
  }
  if (node.type !== 'union_type' && node.type !== 'binary_operator') return undefined;
  const sides = node.namedChildren.filter((side) => side.text !== 'None');
  return sides.length === 1 ? (sides[0] ?? null) : null;
}

function judge(
  program: Program,
  definition: SyntaxNode,
  parameter: Parameter,
  declared: { call: SyntaxNode; asDefault: boolean } | null,
  kind: ReturnType<typeof typeKind>,
): Found {
  const { positional, keywords } =
    declared === null ? { positional: [], keywords: new Map<string, SyntaxNode>() } : argumentsOf(declared.call);
  const callback = keywords.get('callback');
  const called = callback === undefined ? null : judgeCallback(program, callback);
  if (called?.kind === 'checked' || keywords.has('click_type')) return 'checked';
  const option = positional.flatMap((node) => stringText(unwrap(node)) ?? []).find((string) => string.startsWith('--'));
  const standing = declared?.asDefault === true ? (keywords.get('default') ?? positional[0]) : parameter.fallback;
  const { written, unknown } = defaultsOf(program, [standing, keywords.get('default_factory')]);
  const label = option ?? parameter.name;
  const border: Border =
    declared === null ? { kind: 'typer-body', definition, name: parameter.name } : { kind: 'typer', call: declared.call };
  return {
    key: `typer:${parameter.identifier.start}`,
    label,
    names: [parameter.name, label],
    borders: [border],
    obstacle: obstacleOf(label, called, kind),
    defaults: written,
    unknownDefault: unknown ?? loadedDefaultMap(program),
    speaksOfOthers: speaksOfOthers(program, [keywords.get('help'), keywords.get('metavar'), keywords.get('prompt')]),
  };
}

/** typer gives a callback the value alone, or after the context and the parameter. */
function judgeCallback(program: Program, callback: SyntaxNode): CheckKind {
  return judgeCheck(program, callback, 'last');
}

function obstacleOf(label: string, called: CheckKind | null, kind: ReturnType<typeof typeKind>): Obstacle | null {
  const cannot = (why: string): Obstacle => ({ code: 'TBL007', message: `${label} ${why}` });
  if (called?.kind === 'weak')
    return { code: 'TBL008', message: `the check of ${label} lets names through that are none`, at: called.at };
  if (called !== null) return cannot('has a callback of its own, which is no check');
  if (kind === 'path') return cannot('is a path');
  if (kind === 'several') return cannot('takes several values');
  return kind === 'other' ? cannot('has a type of its own, which is no check') : null;
}
