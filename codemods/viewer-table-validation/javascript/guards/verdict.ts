import type { NodePath } from 'codex-codemod';
import type { Verdict as Common } from '../../guards/strength.js';

export { best, NOTHING, verdict, worst } from '../../guards/strength.js';

/** What a test says of a value, and the test. */
export type Verdict = Common<NodePath>;
