import { defineCodemod, type Edit, type YamlNode, type YamlServices } from '../../index.js';

const FILE = 'codemod.yaml';

// `codemod defer` is a codemod of one file: so it keeps what a person wrote there, and is planned, recorded and undone as any other.
export default defineCodemod({
  name: 'defer',
  version: '1.0.0',
  summary: 'Remembers in codemod.yaml that a step of a recipe is left for later.',
  params: {
    step: { type: 'string', default: '', description: 'The id of the step.' },
    reason: { type: 'string', default: '', description: 'Why; empty: the step is taken up again.' },
  },
  codes: {
    DEFER001: {
      title: 'codemod.yaml cannot be edited exactly',
      cause: 'The list under `defer` is written in a way that leaves no exact edit, such as an alias.',
      remedy: 'Add the entry by hand.',
      example: 'defer:\n  - { step: click-cli, reason: after the next release }',
    },
  },
  languages: {
    yaml: {
      needles: [],
      paths: [`/${FILE}`],
      *transform(file, context) {
        const { step, reason } = context.params;
        const { said, edits } = reason === '' ? takeUp(context, step) : defer(context, step, reason);
        const place = { start: 0, end: Math.min(1, file.text.length) };
        if (edits === null) yield context.finding('DEFER001', place);
        else if (edits.length > 0) yield context.fix({ reason: said, at: place, edits });
      },
    },
  },
  async *project(tree, { params: { step, reason } }) {
    if (reason === '' || (await tree.read(FILE)) !== null) return;
    yield { kind: 'create', path: FILE, text: `defer:\n${indented(`- ${entry(step, reason)}`)}`, reason: `${step} is deferred` };
  },
});

interface Intent {
  readonly said: string;
  readonly edits: readonly Edit[] | null;
}

function takeUp(yaml: YamlServices, step: string): Intent {
  const list = yaml.at('defer');
  const index = indexOf(yaml, list, step);
  const edits = list?.kind === 'sequence' && index >= 0 ? yaml.removeItem(list, index) : [];
  return { said: `${step} is taken up again`, edits };
}

function defer(yaml: YamlServices, step: string, reason: string): Intent {
  const list = yaml.at('defer');
  const index = indexOf(yaml, list, step);
  const old = index < 0 ? null : yaml.at('defer', index, 'reason');
  if (old !== null) {
    const same = yaml.scalar(old) === reason;
    return { said: `${step} is deferred for another reason`, edits: same ? [] : yaml.replaceValue(old, text(reason)) };
  }
  return { said: `${step} is deferred`, edits: addEntry(yaml, step, reason) };
}

function addEntry(yaml: YamlServices, step: string, reason: string): readonly Edit[] | null {
  if (yaml.root === null) return yaml.createDocument(`defer:\n${indented(`- ${entry(step, reason)}`)}`);
  const standing = yaml.pair(yaml.root, 'defer');
  if (standing === null) return yaml.addPair(yaml.root, 'defer', `- ${entry(step, reason)}`);
  return yaml.addItem(standing.value ?? standing, entry(step, reason).replaceAll('\n  ', '\n'));
}

function indexOf(yaml: YamlServices, list: YamlNode | null, step: string): number {
  const items = list?.kind === 'sequence' ? list.items : [];
  return items.findIndex((_, index) => yaml.scalar(list, index, 'step') === step);
}

/** The entry as it stands behind its dash. */
function entry(step: string, reason: string): string {
  return `step: ${step}\n  reason: ${text(reason)}\n`;
}

function indented(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ');
}

/** Any text as a YAML scalar: JSON is YAML. */
function text(reason: string): string {
  return /^[A-Za-z][\w ,.()/-]*$/.test(reason) && !/^(true|false|null|yes|no)$/i.test(reason) ? reason : JSON.stringify(reason);
}
