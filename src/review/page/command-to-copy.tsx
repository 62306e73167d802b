import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { visibleParts } from '../../core/display.js';
import { VisibleText } from './visible-text.js';

/** A command to be typed in a terminal. What is not all seen is not offered to be copied. */
export function CommandToCopy({ command }: { readonly command: string }): JSX.Element {
  const [note, setNote] = useState('');
  const isPlain = visibleParts(command).every(({ isEscape }) => !isEscape);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command);
      setNote('Copied.');
    } catch {
      setNote('The browser does not let it be copied: select it instead.');
    }
  };
  return (
    <div class="command">
      <code>
        <VisibleText text={command} />
      </code>
      {isPlain && (
        <button type="button" onClick={() => void copy()}>
          Copy<span class="sr"> the command</span>
        </button>
      )}
      <span class="quiet" role="status">
        {note}
      </span>
    </div>
  );
}
