import type { OpenedFile } from '../core/project-stage.js';
import type { YamlServices } from '../languages/yaml/services.js';
import { nodesOf } from '../languages/yaml/walk.js';
import type { YamlFile, YamlMap, YamlNode, YamlPair, YamlSequence } from '../languages/yaml/yaml-file.js';
import type { Job, Step, Workflow } from './workflow.js';

/** Reads a file as a workflow; null when it is none: GitHub asks for one document that is a map with jobs. */
export function readWorkflow(opened: OpenedFile<'yaml'>): Workflow | null {
  const { file, services } = opened;
  const { root } = services;
  if (file.documents.length !== 1 || root?.kind !== 'map') return null;
  const jobs = services.get(root, 'jobs');
  if (jobs?.kind !== 'map') return null;
  const named = namedByAliases(file);
  return {
    ...opened,
    root,
    name: textAt(services, root, 'name'),
    triggers: triggersOf(services, services.get(root, 'on')),
    jobs: jobs.pairs.flatMap((pair) => (pair.key.kind === 'scalar' ? [readJob(services, pair, named)] : [])),
  };
}

/** The anchors that an alias of the file names. */
export function namedByAliases(file: YamlFile): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { contents } of file.documents) {
    for (const node of contents === null ? [] : nodesOf(contents)) if (node.kind === 'alias') names.add(node.name);
  }
  return names;
}

function readJob(services: YamlServices, pair: YamlPair, named: ReadonlySet<string>): Job {
  const node = services.get(pair.value);
  const steps = services.get(node, 'steps');
  const map = node?.kind === 'map' ? node : null;
  return {
    id: pair.key.kind === 'scalar' ? String(pair.key.value) : '',
    pair,
    node: map,
    calls: textAt(services, map, 'uses'),
    steps: steps?.kind === 'sequence' ? steps.items.map((item, index) => readStep(services, item.node, index)) : [],
    editable: editableSteps(services, pair, map, named),
    isOff: isOff(services, map),
  };
}

function editableSteps(
  services: YamlServices,
  job: YamlPair,
  map: YamlMap | null,
  named: ReadonlySet<string>,
): YamlSequence | null {
  const steps = services.pair(map, 'steps')?.value ?? null;
  const isAlone = (node: YamlNode | null): boolean => node !== null && (node.anchor === null || !named.has(node.anchor));
  if (job.value?.kind !== 'map' || !isAlone(job.value) || services.pair(map, '<<') !== null) return null;
  return steps?.kind === 'sequence' && isAlone(steps) ? steps : null;
}

function readStep(services: YamlServices, given: YamlNode | null, index: number): Step {
  const node = services.get(given);
  const uses = textAt(services, node, 'uses');
  return {
    index,
    node,
    name: textAt(services, node, 'name'),
    action: uses.startsWith('.') || uses.startsWith('docker:') ? uses : uses.replace(/@.*/, '').toLowerCase(),
    run: textAt(services, node, 'run'),
    workingDirectory: textAt(services, node, 'working-directory'),
  };
}

function isOff(services: YamlServices, job: YamlMap | null): boolean {
  const condition = services.scalar(job, 'if');
  return condition === false || (typeof condition === 'string' && /^(?:\$\{\{\s*)?false(?:\s*\}\})?$/.test(condition.trim()));
}

function triggersOf(services: YamlServices, on: YamlNode | null): readonly string[] {
  if (on?.kind === 'scalar') return [String(on.value)];
  if (on?.kind === 'sequence') return on.items.map(({ node }) => String(services.scalar(node) ?? ''));
  if (on?.kind !== 'map') return [];
  return on.pairs.flatMap(({ key }) => (key.kind === 'scalar' ? [String(key.value)] : []));
}

/** A scalar as text; empty where there is none. */
export function textAt(services: YamlServices, node: YamlNode | null, ...path: readonly string[]): string {
  const value = services.scalar(node, ...path);
  return value === undefined || value === null ? '' : String(value);
}
