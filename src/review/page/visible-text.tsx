import type { JSX } from 'preact';
import { visibleParts } from '../../core/display.js';

/** Text of a file. What a reader would not see, or would be misled by, is shown as an escape. */
export function Escaped({ text }: { readonly text: string }): JSX.Element {
  return <>{visibleParts(text).map(({ text: part, isEscape }) => (isEscape ? <span class="escape">{part}</span> : part))}</>;
}

/** A warning beside a text that has such characters. */
export function HiddenMark({ text }: { readonly text: string }): JSX.Element | null {
  if (!visibleParts(text).some(({ isEscape }) => isEscape)) return null;
  return (
    <span
      class="hidden-mark"
      title="Here are characters that are not seen, or that change the order of what is seen; they are shown as escapes."
    >
      <span aria-hidden="true">⚠</span>
      <span class="sr"> warning: hidden characters</span>
    </span>
  );
}

/** A name or a sentence that comes from elsewhere, with its warning. */
export function VisibleText({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      <bdi>
        <Escaped text={text} />
      </bdi>
      <HiddenMark text={text} />
    </>
  );
}

/** A path: where it is in a quiet colour, what it is in a loud one. */
export function PathText({ path }: { readonly path: string }): JSX.Element {
  const cut = path.lastIndexOf('/') + 1;
  return (
    <span class="path">
      <bdi>
        <span class="quiet">
          <Escaped text={path.slice(0, cut)} />
        </span>
        <b>
          <Escaped text={path.slice(cut)} />
        </b>
      </bdi>
      <HiddenMark text={path} />
    </span>
  );
}
