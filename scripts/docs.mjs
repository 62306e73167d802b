#!/usr/bin/env node
// Writes what is generated: the tables of codemods and recipes in the README, and the JSON Schemas of codemod.yaml, of plans and
// of what commands print as JSON. `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { loadAllBuiltIn } = await import('../dist/src/pipeline/load-codemod.js');
const { loadBuiltInRecipes } = await import('../dist/src/recipes/load-recipe.js');
const { ConfigSchema } = await import('../dist/src/recipes/recipe-schema.js');
const { ManifestSchema } = await import('../dist/src/bulk/manifest/manifest-schema.js');
const { PlanSchema } = await import('../dist/src/core/plan-schema.js');

const { ReportDefinitions, ReportSchema } = await import('../dist/src/cli/report/schema/report-schema.js');

const codemods = (await loadAllBuiltIn()).map(({ codemod }) => codemod);
const recipes = await loadBuiltInRecipes();

function table(head, rows) {
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => ' --- |').join('')}`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

const TABLES = {
  codemods: table(
    ['codemod', 'languages', 'what it does'],
    codemods.map(({ name, languages, summary }) => [
      `[\`${name}\`](codemods/${name}/README.md)`,
      Object.keys(languages).join(', ') || 'whole files',
      summary,
    ]),
  ),
  recipes: table(
    ['recipe', 'steps', 'what it does'],
    recipes.map(({ name, steps, description }) => [
      `[\`${name}\`](codemods/${name}/README.md)`,
      String(steps.length),
      description,
    ]),
  ),
};

function readme() {
  let text = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const [name, rows] of Object.entries(TABLES)) {
    const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
    if (!place.test(text)) throw new Error(`README.md has no place for the table of ${name}`);
    text = text.replace(place, (_, start, end) => `${start}${rows}\n${end}`);
  }
  return text;
}

function schemaOf(source, title, description, typeMode, definitions = {}) {
  const { $schema, ...rest } = toJsonSchema(source, { errorMode: 'ignore', typeMode, definitions });
  return `${JSON.stringify({ ...{ $schema, title, description }, ...rest }, null, 2)}\n`;
}

const SCHEMAS = {
  'src/recipes/codemod.schema.json': schemaOf(
    ConfigSchema,
    'codemod.yaml',
    'What a repository says about itself to codex-codemod.',
    'input',
  ),
  'src/bulk/manifest/manifest.schema.json': schemaOf(
    ManifestSchema,
    'repos.yaml',
    'Which repositories a campaign of codex-codemod is about, and how their changes are offered.',
    'input',
  ),
  'src/core/plan.schema.json': schemaOf(PlanSchema, 'plan.json', 'A plan, as `codemod plan --out` writes it.', 'output'),
  'src/cli/report/report.schema.json': schemaOf(
    ReportSchema,
    'codex-codemod --json',
    'What a command of codex-codemod prints with --json, and each line with --json-lines.',
    'output',
    ReportDefinitions,
  ),
};

const generated = { 'README.md': readme(), ...SCHEMAS };
for (const [file, text] of Object.entries(generated)) {
  const target = path.join(root, file);
  const before = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (before === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not up to date. Run: node scripts/docs.mjs`);
    process.exitCode = 1;
  } else writeFileSync(target, text);
}
