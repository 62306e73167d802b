import { visibleLine } from '../../core/display.js';
import type { ReviewSession } from '../../core/review/session.js';

/** A path of the plan on one line of a terminal. */
export function shownPath({ nameOf }: Pick<ReviewSession, 'nameOf'>, path: string): string {
  return visibleLine(nameOf?.(path) ?? path);
}
