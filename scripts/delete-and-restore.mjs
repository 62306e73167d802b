#!/usr/bin/env node
// Takes `import sys` out of every Python file that needs it, lets cli-sys-import put it back, and judges the result.
//
//   node scripts/delete-and-restore.mjs FOLDER [--module sys] [--show N] [--refused]
//
// A file takes part when it uses `sys` and one `import sys` at module level is all that binds it. Files to which a refusal code
// applies once the import is gone are counted apart (--refused lists them). What comes back must compile, leave pyflakes without an undefined name, keep the
// docstring and the __future__ flags, have the syntax tree of the file without the import plus that import, bind the name above its first
// use, and not change in a second run. Needs a build, and a python3 with pyflakes. Exit code 1: fewer than 99.9 % did.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits, hasConflict } from '../dist/src/core/edit.js';
import { decodeSource, encodeSource, isSkip } from '../dist/src/core/source-file.js';
import { declaredEncoding } from '../dist/src/languages/python/declared-encoding.js';
import { importItems } from '../dist/src/languages/python/imports/import-items.js';
import { removeNames } from '../dist/src/languages/python/imports/remove-names.js';
import { parsePython } from '../dist/src/languages/python/parse.js';
import { makeScopes } from '../dist/src/languages/python/scope/make-scopes.js';
import { python3 } from '../dist/src/testing/python.js';
import { runOn } from '../dist/src/testing/run-on.js';

const GOAL = 0.999;
/** Files of one engine run. */
const BATCH = 300;
/** Files of one judge process: pyflakes takes up to a second for a large one, and the process has two minutes. */
const JUDGED = 50;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: 'string', default: '50' },
    module: { type: 'string', default: 'sys' },
    refused: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
const { module } = values;

/** Told of each file: null when well, else what is wrong. */
const JUDGE = `
import ast, base64, json, sys
from pyflakes import checker, messages

NAME = sys.argv[1]

def tree(source):
    return ast.parse(source)

def flags(source):
    return compile(source, "a.py", "exec", dont_inherit=True).co_flags

def undefined(parsed):
    found = checker.Checker(parsed, filename="a.py").messages
    return [m for m in found if isinstance(m, (messages.UndefinedName, messages.UndefinedLocal)) and m.message_args[0] == NAME]

def reads(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return any(map(reads, [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]))
    if isinstance(node, ast.Lambda):
        return False
    return isinstance(node, ast.Name) and node.id == NAME or any(map(reads, ast.iter_child_nodes(node)))

def is_import(node):
    return isinstance(node, ast.Import) and [(a.name, a.asname) for a in node.names] == [(NAME, None)]

def fault(original, deleted, restored):
    try:
        before, without = tree(original), tree(deleted)
        wanted = flags(original)
    except (SyntaxError, ValueError, RecursionError):
        return "original"
    try:
        after = tree(restored)
        if flags(restored) != wanted:
            return "other __future__ flags"
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"does not compile: {error}"
    if undefined(before):
        return "original"
    if ast.get_docstring(before, clean=False) != ast.get_docstring(without, clean=False):
        return "deletion"
    if undefined(after):
        return f"pyflakes: undefined {NAME}"
    if ast.get_docstring(before, clean=False) != ast.get_docstring(after, clean=False):
        return "another docstring"
    added = [node for node in after.body if is_import(node)]
    if len(added) != 1:
        return f"{len(added)} imports of {NAME}"
    if any(map(reads, after.body[:after.body.index(added[0])])):
        return "imported after its first use"
    after.body.remove(added[0])
    return None if ast.dump(after) == ast.dump(without) else "another syntax tree"

sys.setrecursionlimit(20000)
for line in sys.stdin:
    print(json.dumps(fault(*(base64.b64decode(part) for part in json.loads(line)))))
`;

/** Python files below a folder, symlinks not followed. */
function* pythonFiles(root) {
  const stack = [root];
  for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      const full = path.join(current, entry.name);
      if (entry.isDirectory()) stack.push(full);
      else if (entry.isFile() && /\.pyw?$/.test(entry.name)) yield full;
    }
  }
}

/** The file's bytes without the import, or why the file takes no part. */
function withoutImport(name, bytes) {
  const source = decodeSource(name, bytes, declaredEncoding(bytes));
  const file = isSkip(source) ? source : parsePython(source);
  if (isSkip(file)) return { out: `skipped: ${file.code}` };
  const scopes = makeScopes(file);
  const binding = scopes.module.bindings.get(module);
  const items = importItems(file).filter((item) => item.local === module);
  if (binding === undefined) return { out: 'not bound at module level' };
  const [item] = items;
  const isOnly = binding.sites.length === 1 && items.length === 1;
  if (!isOnly || item.module !== module || item.aliased || item.name !== null || !item.topLevel)
    return { out: 'bound in another way' };
  if (!binding.uses.some((use) => scopes.reads.includes(use))) return { out: 'not used' };
  const edits = removeNames(file, item.statement, [item.node]);
  if (hasConflict(edits)) throw new Error(`${name}: conflicting edits`);
  return { bytes: encodeSource(file, applyEdits(file.text, edits)) };
}

function judge(triples) {
  const results = [];
  for (let start = 0; start < triples.length; start += JUDGED) {
    const lines = triples
      .slice(start, start + JUDGED)
      .map((triple) => JSON.stringify(triple.map((bytes) => bytes.toString('base64'))));
    const options = { input: lines.join('\n'), module: 'pyflakes' };
    const { stdout, stderr, status } = python3(['-W', 'ignore', '-c', JUDGE, module], options);
    if (status !== 0) throw new Error(`the judge ended with ${status}: ${stderr}`);
    results.push(
      ...stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    );
  }
  return results;
}

const counts = new Map();
const count = (what, by = 1) => counts.set(what, (counts.get(what) ?? 0) + by);
const faults = [];
let restored = 0;
let samePlace = 0;
let total = 0;

async function runBatch(batch) {
  // Names of our own: the engine leaves out folders such as venv.
  const deleted = Object.fromEntries(batch.map(({ key, without }) => [key, without]));
  const options = { params: { modules: [module] } };
  const first = await runOn('cli-sys-import', deleted, options);
  const changed = new Set(first.changed);
  const again = await runOn('cli-sys-import', Object.fromEntries(first.files), options);
  const judged = [];
  for (const one of batch) {
    const { key, name } = one;
    const finding = first.findings.find(({ path: at }) => at === key);
    const withheld = first.withheld.find(({ path: at }) => at === key);
    const { skip, failure } = first.outcomes.find(({ path: at }) => at === key) ?? {};
    if (changed.has(key)) judged.push(one);
    else if (finding !== undefined) refuse(name, finding);
    else if (skip) count(`skipped: ${skip.code}`);
    else if (withheld !== undefined) faults.push([name, `withheld: ${withheld.caveat}`]);
    else faults.push([name, failure ? `${failure.code}: ${failure.message}` : 'not restored']);
  }
  const results = judge(judged.map(({ key, original, without }) => [original, without, first.files.get(key)]));
  for (const [index, { key, name, original }] of judged.entries()) {
    const after = first.files.get(key);
    const fault = results[index] ?? (again.files.get(key).equals(after) ? null : 'changes again in a second run');
    if (fault === 'original') count('the original is refused by python3 or pyflakes');
    else if (fault === 'deletion') count('the deletion makes the string below a docstring');
    else if (fault !== null) faults.push([name, fault]);
    else {
      restored++;
      if (after.equals(original)) samePlace++;
    }
  }
}

function refuse(name, { code, message, line }) {
  count(`refused: ${code}`);
  if (values.refused) console.log(`  ${name}:${line}: ${code} ${message}`);
}

if (folder === undefined || !lstatSync(folder).isDirectory()) {
  console.error('usage: node scripts/delete-and-restore.mjs FOLDER [--module NAME] [--show N] [--refused]');
  process.exit(2);
}
const started = Date.now();
let batch = [];
for (const full of pythonFiles(folder)) {
  total++;
  const original = readFileSync(full);
  if (!original.includes(module) || original.length > 1024 * 1024) {
    count(original.length > 1024 * 1024 ? 'larger than 1 MiB' : `without "${module}"`);
    continue;
  }
  const name = path.relative(folder, full).split(path.sep).join('/');
  const { bytes: without, out } = withoutImport(name, original);
  if (out !== undefined) count(out);
  else batch.push({ key: `f${total}.py`, name, original, without });
  if (batch.length === BATCH) {
    await runBatch(batch);
    batch = [];
  }
}
if (batch.length > 0) await runBatch(batch);

const tried = restored + faults.length;
console.log(`${total} Python files in ${((Date.now() - started) / 1000).toFixed(0)} s`);
for (const [what, number] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${String(number).padStart(8)}  ${what}`);
console.log(`${String(tried).padStart(8)}  with \`import ${module}\` deleted and no refusal`);
console.log(
  `${String(restored).padStart(8)}  restored (${((100 * restored) / tried).toFixed(3)} %), ${samePlace} of them to the very same bytes`,
);
for (const [name, fault] of faults.slice(0, Number(values.show))) console.log(`  ${name}: ${fault}`);
process.exitCode = tried > 0 && restored / tried >= GOAL ? 0 : 1;
