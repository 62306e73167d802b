import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Codemod } from '../core/codemod.js';
import { visible } from '../core/display.js';
import type { ParamSpec, ParamSpecs } from '../core/params.js';
import type { LoadedCodemod } from '../pipeline/load-codemod.js';
import { explainCommand } from './invocation.js';
import { answer } from './report/answer.js';
import { hangText, wrapProse } from './report/prose.js';
import { wrapMarkdown } from './report/wrap-markdown.js';
import type { Colors } from './terminal.js';

/**
 * A codemod as a page of plain text for a terminal of so many columns: what it is, parameters, codes, then its README.
 *
 * @param typed how it was named.
 */
export function describeCodemod(typed: string, { codemod, url }: LoadedCodemod, { bold, dim }: Colors, columns: number): string {
  const title = `${bold(codemod.name)} ${dim(codemod.version)}  ${Object.keys(codemod.languages).join(', ')}`;
  const readme = readmeOf(url);
  return [
    `${title}\n${wrapProse(codemod.summary, columns)}\n`,
    parameters(codemod, bold, columns),
    codes(typed, codemod, bold, columns),
    readme === null ? '' : `${bold('README')}\n${wrapMarkdown(readme, columns)}`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

export function describeAsJson({ codemod, url }: LoadedCodemod): string {
  const { name, version, summary, params, codes: docs, languages } = codemod;
  const facts = { name, version, summary, languages: Object.keys(languages), params, codes: docs, readme: readmeOf(url) };
  return answer('show', { codemod: facts });
}

function parameters(codemod: Codemod, bold: (text: string) => string, columns: number): string {
  const rows = parameterRows(codemod.params, columns);
  return rows === '' ? '' : `${bold('Parameters')} (with their defaults)\n${rows}`;
}

/** The parameters of a codemod or recipe, as they are typed; empty where there are none. */
export function parameterRows(params: ParamSpecs, columns: number): string {
  return Object.entries(params)
    .map(([name, spec]) => {
      const text = wrapProse(`${spec.description}${choicesOf(spec)}`, columns, '      ');
      return `  --param ${name}=${defaultOf(spec)}\n${text}\n`;
    })
    .join('');
}

function defaultOf(spec: ParamSpec): string {
  return spec.type === 'list' ? spec.default.join(',') : String(spec.default);
}

function choicesOf(spec: ParamSpec): string {
  return spec.type === 'choice' ? ` One of ${spec.choices.join(', ')}.` : '';
}

function codes(typed: string, codemod: Codemod, bold: (text: string) => string, columns: number): string {
  const rows = Object.entries(codemod.codes).map(([code, doc]) => hangText(`  ${code}  `, doc.title, columns));
  return rows.length === 0 ? '' : `${bold('Codes')} (${explainCommand(typed)})\n${rows.join('')}`;
}

/** The README beside the codemod's source. In the toolkit the module is compiled into dist/, the README is not. */
function readmeOf(url: string): string | null {
  const places = [
    new URL('README.md', url),
    new URL(url.replace('/dist/codemods/', '/codemods/').replace(/[^/]+$/, 'README.md')),
  ];
  for (const place of places) {
    try {
      return visible(readFileSync(fileURLToPath(place), 'utf8'));
    } catch {
      // The next place may have it.
    }
  }
  return null;
}
