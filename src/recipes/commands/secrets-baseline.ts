import { applyError } from '../../apply/apply-error.js';
import { applyPlan } from '../../apply/apply-plan.js';
import { lastWritten } from '../../apply/last-written.js';
import { newRunId } from '../../apply/run-id.js';
import type { Change } from '../../core/change.js';
import { replaceRange } from '../../core/edit.js';
import { fixKey } from '../../core/fix-key.js';
import { sha256 } from '../../core/hash.js';
import { decodeSource, isSkip } from '../../core/source-file.js';
import { type BaselinePlan, planBaseline } from '../../secrets/plan-baseline.js';
import { dirtyPaths } from '../../trees/dirty.js';
import type { Targets } from '../../trees/targets.js';
import { WorkTree } from '../../trees/work-tree.js';
import type { CommandStep } from './command-step.js';

const NAME = 'secrets-baseline';
const BY = { codemod: NAME, version: '1.0.0' } as const;
const NEW_FILE = 0o644;

type Write = Extract<BaselinePlan, { kind: 'write' }>;

/** The baseline of detect-secrets is that of the files as they are, with what was audited before. */
export const secretsBaselineStep: CommandStep = {
  async look({ targets }) {
    const plan = await planBaseline(whole(targets));
    if (plan.kind === 'unchanged') return audited(plan.unaudited);
    if (plan.kind === 'write') {
      const detail = plan.standing === null ? 'there is no baseline yet' : 'the baseline is out of date';
      return { state: 'to do', detail, code: null, records: [] };
    }
    const { code, message } = plan;
    const about = { codemod: NAME, path: null, range: null, question: null, context: { sha256: sha256(message) } };
    const state = plan.kind === 'unavailable' && code === 'tool-missing' ? 'skipped' : 'failed';
    return { state, detail: message, code, records: [{ phase: 'secrets', code, message, ...about }] };
  },
  async run({ targets, allowDirty, tool }) {
    const plan = await planBaseline(whole(targets));
    if (plan.kind !== 'write' || (!allowDirty && (await isDirty(targets, plan.path)))) return null;
    const { path, bytes, standing, diff } = plan;
    const now = new Date();
    const result = await applyPlan({
      root: targets.root,
      plan: {
        codemodPlan: 1,
        tool,
        asked: { kind: 'command', name: NAME, params: {} },
        codemods: [{ name: NAME, version: BY.version, params: {} }],
        options: { threshold: 'safe', paths: [path], include: [], exclude: [], noIgnore: true, maxSize: bytes.length },
        root: targets.root,
        head: targets.repository?.head ?? null,
        changes: [changeOf(plan, await modeOf(targets, path))],
        left: [],
        counts: null,
      },
      run: { id: newRunId(now), time: now.toISOString() },
      errors: [],
    });
    if (result.kind !== 'done') throw applyError(result);
    const said = `${path} was written: ${diff.added.length} found, ${diff.removed.length} gone. ${AUDIT}`;
    return { kind: standing === null ? 'create' : 'modify', path, said };
  },
};

const AUDIT = 'Look at what is new: detect-secrets audit .secrets.baseline';

/** What stands in the baseline is let through by every check: an entry that nobody has judged may be a leak. */
function audited(unaudited: number): Awaited<ReturnType<CommandStep['look']>> {
  if (unaudited === 0) return { state: 'in place', detail: '', code: null, records: [] };
  const entries = unaudited === 1 ? '1 entry is' : `${unaudited} entries are`;
  return { state: 'open', detail: `${entries} not audited. ${AUDIT}`, code: null, records: [] };
}

function whole(targets: Targets): Targets {
  return { ...targets, paths: [] };
}

/** Somebody may be in the middle of an audit: what he has not committed is not written over. */
async function isDirty({ root, repository }: Targets, path: string): Promise<boolean> {
  if (repository === null) return false;
  return (await dirtyPaths(repository, [path], await lastWritten(root))).length > 0;
}

async function modeOf({ root, repository }: Targets, path: string): Promise<number> {
  const read = await new WorkTree(root, repository).read(path, Number.MAX_SAFE_INTEGER);
  return read.kind === 'content' ? read.mode : NEW_FILE;
}

function changeOf({ path, bytes, standing, diff }: Write, mode: number): Change {
  const after = { sha256: sha256(bytes), size: bytes.length, mode };
  const reason = `a fresh scan: ${diff.added.length} found, ${diff.removed.length} gone`;
  if (standing === null) return { kind: 'create', path, after, content: bytes.toString('base64'), steps: [], reason, ...BY };
  const source = decodeSource(path, standing, null);
  if (isSkip(source)) throw new Error('a baseline that was read is text');
  const edit = replaceRange(source.text, { start: 0, end: source.text.length }, bytes.toString('utf8'));
  const key = fixKey(source.text, { codemod: NAME, path, edits: [edit], imports: [], line: 1 });
  const fix = { reason, applicability: 'safe' as const, caveat: '', line: 1, edits: [0], imports: [], key };
  const { encoding, newline } = source;
  return {
    kind: 'modify',
    path,
    encoding,
    hasBom: false,
    newline,
    before: { sha256: sha256(standing), size: standing.length, mode },
    after,
    steps: [{ ...BY, edits: [edit], importEdits: [], fixes: [fix] }],
  };
}
