import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ModalDialog } from './modal-dialog.js';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly buttonClass: string;
  readonly text: string;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** Asks for a few words: Enter is done, Shift+Enter begins a line. */
export function ReasonDialog({ title, label, hint, button, buttonClass, text, onDone, onClose }: Props): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  // Whoever writes, writes anew; whoever wants to keep what stands there, moves in it.
  useLayoutEffect(() => field.current?.select(), []);
  const done = (): void => onDone((field.current?.value ?? '').trim().toWellFormed());
  return (
    <ModalDialog title={title} onClose={onClose}>
      <label for="reason">{label}</label>
      <textarea
        id="reason"
        ref={field}
        rows={3}
        maxLength={10_000}
        defaultValue={text}
        // biome-ignore lint/a11y/noAutofocus: the dialog is opened to write in it
        autoFocus
        aria-describedby="reason-hint"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          done();
        }}
      />
      <p id="reason-hint" class="quiet">
        {hint}
      </p>
      <div class="dialog-end">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class={buttonClass} onClick={done}>
          {button}
        </button>
      </div>
    </ModalDialog>
  );
}
