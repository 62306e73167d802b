import type { Invocation, Log, Notification, Run } from 'sarif';
import { planId } from '../../core/plan.js';
import { levelOfLeft } from '../level.js';
import type { ReportFacts } from '../report-facts.js';
import { type Artifacts, artifactsOf } from './artifacts.js';
import { message } from './message.js';
import { placesOf, resultsOf } from './results.js';
import { type Descriptors, notificationsOf, rulesOf } from './rules.js';

/**
 * A plan for editors and code scanning: fixes as `fixes`, what is left as results, what was skipped or failed as
 * notifications. Each fix is told on the files as they are, with the edits of the imports it needs; fixes that need the same
 * import have that edit in common. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif(facts: ReportFacts): string {
  const [rules, notifications] = [rulesOf(facts), notificationsOf(facts)];
  const artifacts = artifactsOf(facts.plan, facts.texts);
  const run: Run = {
    tool: {
      driver: {
        name: 'codex-codemod',
        version: facts.plan.tool,
        rules: [...rules.list],
        notifications: [...notifications.list],
      },
    },
    invocations: [invocationOf(facts, notifications, artifacts)],
    originalUriBaseIds: { '%SRCROOT%': { description: message('The folder that the plan is about.') } },
    artifacts: [...artifacts.list],
    results: [...resultsOf({ facts, artifacts, rules })],
    newlineSequences: ['\r\n', '\n', '\r'],
    columnKind: 'utf16CodeUnits',
    properties: { planId: planId(facts.plan) },
  };
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log)}\n`;
}

function invocationOf(facts: ReportFacts, descriptors: Descriptors, artifacts: Artifacts): Invocation {
  const { plan, exitCode } = facts;
  const told = plan.left.filter(({ kind }) => kind === 'skipped' || kind === 'failed');
  const toolExecutionNotifications = told.map(
    (left): Notification => ({
      descriptor: { id: left.code, index: descriptors.indexOf(left.code) },
      level: levelOfLeft(left, facts.codes),
      message: message(left.message),
      ...placesOf(left, facts.texts, artifacts),
    }),
  );
  return { executionSuccessful: !told.some(({ kind }) => kind === 'failed'), exitCode, toolExecutionNotifications };
}
