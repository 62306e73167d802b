import type { ModuleHome } from './module-home.js';
import type { RepairNote, Target } from './repair-note.js';

/** The text of a pytest file that shows the repairs of one module at work. */
export function testText(modulePath: string, home: ModuleHome, repairs: readonly RepairNote[], letsOut: boolean): string {
  const isAsync = repairs.some((repair) => repair.isAsync);
  const parts = [
    heading(modulePath),
    imports(isAsync),
    loading(home),
    STAND_INS,
    ...(repairs.every((repair) => repair.isAsync) ? [] : [SCOPE]),
    ...(isAsync ? [ASYNC_SCOPE] : []),
    ...repairs.map((repair) => testsFor(repair, letsOut)),
  ];
  return `${parts.join('\n\n\n').replace('"""\n\n\n', '"""\n\n').replace('import pytest\n\n\n', 'import pytest\n\n')}\n`;
}

function heading(modulePath: string): string {
  return `"""A failing end event in ${asText(modulePath)} hides no exception and stops no clean-up.

Written by the codemod session-exit-logging. Change it or delete it as you like: it is never written over.
"""`;
}

function imports(isAsync: boolean): string {
  const modules = [...(isAsync ? ['asyncio'] : []), 'importlib', 'pathlib', 'sys'];
  return `${modules.map((name) => `import ${name}`).join('\n')}\nfrom unittest import mock\n\nimport pytest`;
}

function loading({ name, importRoot, testPath }: ModuleHome): string {
  const up = testPath.split('/').length - 1;
  const root = importRoot === '' ? 'ROOT' : `ROOT / ${JSON.stringify(importRoot)}`;
  return `ROOT = pathlib.Path(__file__).resolve().parents[${up}]
sys.path.insert(0, str(${root}))
module = importlib.import_module(${JSON.stringify(name)})`;
}

const STAND_INS = `class EventLost(Exception):
    """What is raised when the event cannot be written."""


class StandIn(mock.MagicMock):
    """Stands for the object and for all that it holds."""

    def __format__(self, spec):
        return "stand-in"`;

const SCOPE = `class Scope:
    """Leaves its body by way of a real exit method."""

    def __init__(self, exit_method, stand_in):
        self.leave = exit_method
        self.stand_in = stand_in

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        return self.leave(self.stand_in, *exc_info)`;

const ASYNC_SCOPE = SCOPE.replace('class Scope', 'class AsyncScope')
  .replace('def __enter__', 'async def __aenter__')
  .replace('def __exit__', 'async def __aexit__')
  .replace('return self.leave(', 'return await self.leave(');

function testsFor(repair: RepairNote, letsOut: boolean): string {
  const slug = slugOf(repair);
  const tests = [fixtureFor(repair, slug)];
  if (!repair.swallows && !letsOut) tests.push(bodyTest(repair, slug));
  tests.push(endTest(repair, slug, letsOut));
  return tests.join('\n\n\n');
}

function slugOf({ className, method }: RepairNote): string {
  const words = className
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/\W+/g, '_');
  return `${words}_${method.replaceAll('_', '')}`;
}

/** A stand-in for `self` whose events fail, and names of the module replaced for one test. */
function fixtureFor({ events, awaited, cleanup }: RepairNote, slug: string): string {
  const lines = ['@pytest.fixture', `def ${slug}(monkeypatch):`, '    stand_in = StandIn()'];
  for (const target of unique([...awaited, ...cleanup.filter((one) => one.awaited)])) {
    if (target.name === null) lines.push(`    ${pathOf(target)} = mock.AsyncMock()`);
  }
  for (const target of unique(events ?? [])) lines.push(...failing(target));
  return [...lines, '    return stand_in'].join('\n');
}

function failing(target: Target): readonly string[] {
  const mock = `mock.${target.awaited ? 'AsyncMock' : 'Mock'}(side_effect=EventLost("no event"))`;
  if (target.name === null) return [`    ${pathOf(target)} = ${mock}`];
  const name = JSON.stringify(target.name);
  if (target.path.length === 0) return [`    monkeypatch.setattr(module, ${name}, ${mock}, raising=False)`];
  const local = `${target.name}_stand_in`;
  return [
    `    ${local} = StandIn()`,
    `    ${[local, ...target.path].join('.')} = ${mock}`,
    `    monkeypatch.setattr(module, ${name}, ${local}, raising=False)`,
  ];
}

function bodyTest(repair: RepairNote, slug: string): string {
  return `def test_${slug}_keeps_the_exception_of_the_body(${slug}):
    error = KeyError("raised in the body")${repair.isAsync ? '\n' : ''}
${inScope(repair, slug, 'raise error', ['with pytest.raises(KeyError) as caught:'])}
    assert caught.value is error${cleanupAsserts(repair, slug)}`;
}

function endTest(repair: RepairNote, slug: string, letsOut: boolean): string {
  const asserts = cleanupAsserts(repair, slug);
  if (letsOut) {
    return `def test_${slug}_cleans_up_after_a_failing_event(${slug}):
${inScope(repair, slug, 'pass', ['with pytest.raises(EventLost):'])}${asserts}`;
  }
  const logged = repair.standardLogger
    ? '\n    assert any(record.exc_info and record.exc_info[0] is not None for record in caplog.records)'
    : '';
  const fixtures = repair.standardLogger ? `${slug}, caplog` : slug;
  return `def test_${slug}_logs_the_failure_of_the_event(${fixtures}):
${inScope(repair, slug, 'pass', [])}${logged}${asserts}`;
}

/** A body between entering and leaving, in the right kind of `with`, under more headers if need be. */
function inScope({ isAsync, className, method }: RepairNote, slug: string, body: string, headers: readonly string[]): string {
  const exit = `module.${className}.${method}, ${slug}`;
  if (!isAsync) return nested(1, [...headers, `with Scope(${exit}):`, body]);
  const main = nested(1, ['async def main():', `async with AsyncScope(${exit}):`, body]);
  return `${main}\n\n${nested(1, [...headers, 'asyncio.run(main())'])}`;
}

function nested(depth: number, lines: readonly string[]): string {
  return lines.map((line, index) => `${'    '.repeat(depth + index)}${line}`).join('\n');
}

function cleanupAsserts({ cleanup }: RepairNote, slug: string): string {
  return unique(cleanup)
    .map(({ path }) => `\n    ${[slug, ...path].join('.')}.assert_called()`)
    .join('');
}

function pathOf({ path }: Target): string {
  return ['stand_in', ...path].join('.');
}

function unique(targets: readonly Target[]): readonly Target[] {
  const keyed = new Map(targets.map((target) => [`${target.name}:${target.path.join('.')}`, target]));
  return [...keyed.values()];
}

/** A path inside of a docstring. */
function asText(path: string): string {
  return path.replaceAll('\\', '/').replaceAll('"', "'");
}
