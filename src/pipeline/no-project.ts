import type { ProjectResult } from './messages.js';

/** What a project stage has come to that did nothing. */
export const NOTHING: ProjectResult = { changes: [], findings: [], heldBack: [], holding: [], failure: null };
