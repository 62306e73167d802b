/** Where the test of a module goes: the nearest folder for tests above it, else beside it. */
export function testPathFor(module: string, paths: readonly string[]): string {
  const folders = module.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const base = folders.slice(0, depth);
    const found = ['tests', 'test']
      .map((name) => [...base, name].join('/'))
      .find((one) => paths.some((path) => path.startsWith(`${one}/`)));
    if (found !== undefined) return `${found}/${nameOf(module.split('/').slice(depth))}`;
  }
  return [...folders, nameOf(module.split('/').slice(-1))].join('/');
}

/** `src/logtool/cli.py` is tested in `test_logtool_cli_table_name.py`. */
function nameOf(parts: readonly string[]): string {
  const named = parts.filter((part, index) => index > 0 || part !== 'src').join('_');
  return `test_${named.replace(/\.pyw?$/, '').replace(/\W/g, '_')}_table_name.py`;
}

/** How the test finds the module from its own place, as Python code. */
export function moduleExpression(module: string, test: string): string {
  const from = test.split('/').slice(0, -1);
  const to = module.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.length - shared;
  const base = up === 0 ? 'Path(__file__).resolve().parent' : `Path(__file__).resolve().parents[${up}]`;
  return [base, ...to.slice(shared).map((part) => JSON.stringify(part))].join(' / ');
}
