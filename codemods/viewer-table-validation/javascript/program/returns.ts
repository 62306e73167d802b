import type { babel, NodePath } from 'codex-codemod';

/** What a function gives back: the arguments of its `return`s, or the body of an arrow function. */
export function returnsOf(definition: NodePath<babel.Function>): readonly NodePath[] {
  const body = definition.get('body') as NodePath;
  if (!body.isBlockStatement()) return [body];
  return returnStatements(definition).flatMap((statement) => {
    const argument = statement.get('argument') as NodePath;
    return argument.node === null || argument.node === undefined ? [] : [argument];
  });
}

/** The `return`s of a function, without those of the functions inside of it. */
export function returnStatements(definition: NodePath<babel.Function>): readonly NodePath<babel.ReturnStatement>[] {
  const found: NodePath<babel.ReturnStatement>[] = [];
  definition.get('body').traverse({
    enter(path) {
      if (path.isFunction()) path.skip();
      else if (path.isReturnStatement()) found.push(path);
    },
  });
  return found;
}
