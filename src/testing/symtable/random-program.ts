import fc from 'fast-check';

/** Few names, so that they meet; some that Python treats in ways of their own. */
const name = fc.constantFrom('a', 'b', 'c', 'd', '__p', '__class__', 'super', 'match');

type Texts = fc.Arbitrary<string>;

function template(parts: TemplateStringsArray, ...holes: readonly Texts[]): Texts {
  return fc.tuple(...holes).map((texts) => String.raw({ raw: parts }, ...texts));
}

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 12, arbitrary: name },
      template`${name}.${name}(${name}=${e})`,
      template`(lambda ${name}=${e}: ${e})`,
      template`[${e} for ${name} in ${e} if ${e}]`,
      template`{${e}: ${e} for ${name} in ${e} for ${name} in ${e}}`,
      template`list(${e} for ${name} in ${e})`,
      template`(${name} := ${e})`,
      template`f"{${name}!r:>{${name}}}"`,
      template`f(lambda: ${e}, lambda: ${e})`,
      template`${name}[${e}:${e}]`,
    ),
  };
});

/** A suite is its lines, one level of indentation left out. */
const { suite } = fc.letrec<{ suite: readonly string[] }>((tie) => {
  const inner = tie('suite');
  const compound = (header: Texts): fc.Arbitrary<readonly string[]> =>
    fc.tuple(header, inner).map(([head, lines]) => [...head.split('\n'), ...lines.map((line) => `  ${line}`)]);
  const e = expression;
  const simple = fc
    .oneof(
      e,
      template`${name} = ${e}`,
      template`${name}, *${name} = ${name}.x = ${e}`,
      template`${name} += ${e}`,
      template`${name}: ${e}`,
      template`(${name}): ${e} = ${e}`,
      template`del ${name}, ${name}[${e}]`,
      template`import ${name}.x, y as ${name}`,
      template`from . import ${name}`,
    )
    .map((line) => [line]);
  // Further down, CPython refuses most declarations: the name is used before.
  const declaration = fc.oneof(template`global ${name}`, template`nonlocal ${name}`, fc.constant('pass'), fc.constant('pass'));
  const inFunction = (header: Texts): Texts => fc.tuple(header, declaration).map(([head, first]) => `${head}\n  ${first}`);
  const statement = fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    simple,
    compound(inFunction(template`def ${name}(${name}: ${e}, y=${e}, *z: ${e}) -> ${e}:`)),
    compound(inFunction(template`def ${name}():`)),
    compound(template`class ${name}(${e}, k=${e}):`),
    compound(inFunction(template`class ${name}:`)),
    compound(template`for ${name}, (${name}, ${name}.x) in ${e}:`),
    compound(template`with ${e} as ${name}, ${e}:`),
    fc.tuple(compound(template`try:`), compound(template`except ${e} as ${name}:`)).map((clauses) => clauses.flat()),
    compound(template`if ${e}:`),
    compound(template`match ${e}:\n case [${name}, *y] | ${name}.${name}(y, ${name}=${name}.x) if ${e}:\n  pass\n case ${name}:`),
  );
  return { suite: fc.array(statement, { minLength: 1, maxLength: 3 }).map((statements) => statements.flat()) };
});

/** Random Python in which scopes, declarations and bindings meet in every way. CPython refuses much of it. */
export const randomProgram: Texts = suite.map((lines) => `${lines.join('\n')}\n`);
