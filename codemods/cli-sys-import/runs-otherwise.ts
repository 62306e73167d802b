import type { PythonServices, SyntaxNode } from 'codex-codemod';

type Services = Pick<PythonServices, 'scope'>;

/** Attributes by which a command, or the function under it, runs without the `main` that turns its exception into an exit code. */
const RUNNING = new Set(['invoke', 'forward', 'callback', 'main']);

/**
 * True when a command may run in another way than through click's `main`, as by `ctx.invoke(one)` or `one.callback()`:
 * there an `except Exception` of the caller takes `click.exceptions.Exit`, and lets SystemExit through.
 */
export function runsOtherwise(definition: SyntaxNode, services: Services): boolean {
  const root = definition.closest('module');
  if (root === null) return true;
  if ([...root.ofType('attribute')].some((node) => RUNNING.has(node.child('attribute')?.text ?? ''))) return true;
  if ([...root.ofType('identifier')].some(({ text }) => text === 'CliRunner')) return true;
  const name = definition.child('name');
  const resolution = name === null ? null : services.scope.resolve(name);
  if (resolution?.kind !== 'bound') return true;
  const { uses, fallbackUses } = resolution.binding;
  return [...uses, ...fallbackUses].some((use) => !isRegistration(use) && !isCallUnderMain(use));
}

/** `@cli.command()` and `cli.add_command(one)`. */
function isRegistration(use: SyntaxNode): boolean {
  const { parent } = use;
  if (parent?.type === 'attribute') {
    const owner = parent.parent?.type === 'call' && parent.field === 'function' ? parent.parent : parent;
    return owner.parent?.type === 'decorator' || isAddCommand(owner);
  }
  return parent?.type === 'argument_list' && isAddCommand(parent.parent);
}

function isAddCommand(call: SyntaxNode | null): boolean {
  return call?.type === 'call' && call.child('function')?.child('attribute')?.text === 'add_command';
}

/** `one()` under `if __name__ == "__main__":`: the call of a command is its `main`. */
function isCallUnderMain(use: SyntaxNode): boolean {
  if (use.field !== 'function' || use.parent?.type !== 'call') return false;
  for (const outer of use.ancestors()) {
    if (outer.type !== 'if_statement' || outer.parent?.type !== 'module') continue;
    return /^\(*__name__\s*==\s*(["'])__main__\1\)*$/.test(outer.child('condition')?.text ?? '');
  }
  return false;
}
