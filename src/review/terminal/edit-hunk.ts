import { visible } from '../../core/display.js';
import { decide } from './decide.js';
import { diffText, instructions, isSameDiff, parseDiff, readBack } from './edited-diff.js';
import { confirm } from './line-editor.js';
import { ask, blockAt, type Next, type Review } from './state.js';
import { wrapText } from './wrap.js';

/** Lets a person change the hunk at hand, until it can stand or is given up. */
export async function editHunk(review: Review): Promise<Next> {
  const { io, session, state, theme } = review;
  const [hunk] = blockAt(state).hunks;
  if (hunk === undefined) return ask('');
  const planned = diffText(hunk.parts);
  const former = session.decisions().get(hunk.id)?.edited ?? null;
  let text = instructions(session.nameOf?.(hunk.path) ?? hunk.path) + (former ?? planned);
  for (;;) {
    const result = await io.edit(text);
    if ('fault' in result) return ask(shown(result.fault));
    const typed = readBack(result.text);
    if (typed === '') return ask('Nothing is left of it: the hunk stays as it was.');
    const parts = parseDiff(typed);
    const edited = parts === null ? typed : diffText(parts);
    if (isSameDiff(edited, former ?? planned)) return ask('Nothing was changed.');
    if (isSameDiff(edited, planned)) return decide(review, [hunk.id], { verdict: 'accepted' });
    const fault = await session.checkEdit(hunk.id, edited);
    if (fault === null) return decide(review, [hunk.id], { verdict: 'accepted', edited });
    io.write(
      `${wrapText(`It cannot stand: ${shown(fault)}`, io.columns)
        .map(theme.bad)
        .join('\n')}\n`,
    );
    if (!(await confirm(io, 'Edit it again'))) return ask('The hunk stays as it was.');
    text = result.text;
  }
}

/** What a program has said, which may hold anything. */
function shown(message: string): string {
  return visible(message).replaceAll('\t', ' ');
}
