import type { Choose } from './random.js';

const SIMPLE: readonly string[] = [
  'x = 1',
  'f(a, b)',
  'f(a,\n  b)',
  'y = [\n1,\n\t\t2, # two\n\n]',
  's = """a\n b\n    c"""',
  "s = '''\\\n  a\n\n'''",
  "t = f'''{\n  x}\n    {y!r:>{\nw}}'''",
  'z = 1 + \\\n 2',
  'z = "a\\\n   b"',
  'assert a, "b" \\\n    "c"',
  '"text"',
  'pass',
  'del a',
  'raise E from e',
  'import a.b as c',
  'lambda: (yield)',
  'x: int = 3',
];

const HEADERS: readonly string[] = [
  'if a',
  'while a',
  'for a in b',
  'with a as b',
  'class C(A)',
  'class C',
  'if (a and\n  b)',
  'if a \\\n   and b',
];
const UNITS: readonly string[] = ['    ', '    ', '  ', '\t', ' ', '   ', '        ', '\t ', '  \t'];
const WHITE: readonly string[] = ['', '', ' ', '   ', '\t', '       ', '\t\t ', '            '];

/** A program in which statements stand in every way that Python allows. Newlines are mixed, or all of one kind. */
export function oddProgram(choose: Choose): string {
  const program = new OddProgram(choose);
  program.suite('', 0);
  const kind = choose(4);
  const text = program.lines.join('\n').replace(/\n/g, () => ['\n', '\r\n', '\r'][kind === 3 ? choose(3) : kind] ?? '\n');
  return choose(3) === 0 ? text : `${text}\n`;
}

class OddProgram {
  readonly lines: string[] = [];
  readonly #choose: Choose;

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  suite(indent: string, depth: number): void {
    const count = 1 + this.#choose(depth === 0 ? 6 : 3);
    for (let index = 0; index < count; index++) {
      this.#noise(indent);
      if (depth < 4 && this.#choose(3) === 0) this.#compound(indent, depth);
      else this.#line(indent, this.#simples());
    }
    this.#noise(indent);
  }

  /** Comments, blank lines and form feeds, which may stand anywhere between lines. */
  #noise(indent: string): void {
    while (this.#choose(4) === 0) {
      const comment = `# ${this.#pick(['one', 'coding', '"""', 'x \\', 'é'])}`;
      this.lines.push(this.#pick(['', '  ', '\f', `${indent}${comment}`, `${indent}${comment}`, this.#pick(WHITE) + comment]));
    }
  }

  #line(indent: string, code: string): void {
    const feed = this.#choose(12) === 0 ? '\f' : '';
    const tail = this.#pick(['', '', '', '  # c', ' ;', ';  # c "', '   ']);
    this.lines.push(`${feed}${indent}${code}${tail}`);
  }

  #simples(): string {
    const parts = Array.from({ length: this.#choose(4) === 0 ? 1 + this.#choose(3) : 1 }, () => this.#pick(SIMPLE));
    return parts.join(this.#pick(['; ', ';', ' ; ', '; \\\n  ']));
  }

  #compound(indent: string, depth: number): void {
    const kind = this.#choose(5);
    if (kind === 0) {
      this.#block(indent, 'try', depth);
      const handlers = this.#choose(3);
      for (let index = 0; index < handlers; index++) this.#block(indent, this.#pick(['except A', 'except (A, B) as e']), depth);
      if (handlers > 0 && this.#choose(3) === 0) this.#block(indent, 'else', depth);
      if (handlers === 0 || this.#choose(3) === 0) this.#block(indent, 'finally', depth);
      return;
    }
    if (kind === 1) {
      this.#definition(indent, depth);
      return;
    }
    const header = this.#pick(HEADERS);
    this.#block(indent, header, depth);
    if (header.startsWith('if') && this.#choose(2) === 0) this.#block(indent, 'elif b', depth);
    if (!/^(with|class)/.test(header) && this.#choose(2) === 0) this.#block(indent, 'else', depth);
  }

  #definition(indent: string, depth: number): void {
    while (this.#choose(3) === 0) this.lines.push(`${indent}@d(1,\n  2)`);
    this.#block(indent, this.#pick(['def f(a, b=1)', 'async def f()', 'def f(\n  a,\n)']), depth);
  }

  #block(indent: string, header: string, depth: number): void {
    if (this.#choose(5) === 0) {
      this.#line(indent, `${header}:${this.#pick([' ', '', '  ', ' \\\n   '])}${this.#simples()}`);
      return;
    }
    this.lines.push(`${indent}${header}${this.#pick(['', ' '])}:${this.#pick(['', '', '  # h'])}`);
    this.suite(indent + this.#pick(UNITS), depth + 1);
  }

  #pick<T>(choices: readonly T[]): T {
    const choice = choices[this.#choose(choices.length)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }
}
