import type { Plan } from '../core/plan.js';
import type { ReportFacts, Texts } from './report-facts.js';

/** In which a plan can be reported. */
export const FORMATS = ['diff', 'stat', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

type Renderer = (facts: ReportFacts) => string | Buffer;

/** Each is loaded when it is asked for, and no other. */
const RENDERERS: Readonly<Record<Format, () => Promise<Renderer>>> = {
  diff: async () => (await import('./diff.js')).renderDiff,
  stat: async () => (await import('./stat.js')).renderStat,
  json: async () => (await import('./plan-report.js')).renderJson,
  sarif: async () => (await import('./sarif/sarif.js')).renderSarif,
  github: async () => (await import('./github.js')).renderGithub,
  junit: async () => (await import('./junit.js')).renderJunit,
  markdown: async () => (await import('./markdown/markdown.js')).renderMarkdown,
};

/** What must be known of a plan, and what may be. */
export type ReportRequest = { readonly plan: Plan; readonly texts: Texts } & Partial<ReportFacts>;

/**
 * A plan in a format. Bytes for a patch, whose lines have the encodings of their files; else a text. What the text shows of
 * names and contents is safe for where the format is read: `diff` alone is the files' own bytes, so that a terminal needs
 * them made visible.
 */
export async function renderReport(format: Format, request: ReportRequest): Promise<string | Buffer> {
  const render = await RENDERERS[format]();
  return render({ codes: new Map(), summaries: new Map(), exitCode: 0, columns: 80, ...request });
}
