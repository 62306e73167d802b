import type { JSX } from 'preact';
import { UNDECIDED } from '../../core/review/decision.js';
import type { Scope } from '../model/scope.js';
import { outlook } from '../model/tally.js';
import { DecideButtons } from './decide-buttons.js';
import { KEYS } from './keys.js';
import { ModalDialog } from './modal-dialog.js';
import { ReasonDialog } from './reason-dialog.js';
import type { ReviewActions } from './review-actions.js';
import type { Store } from './store.js';
import { VisibleText } from './visible-text.js';
import { count, written } from './words.js';

interface Props {
  readonly store: Store;
  readonly actions: ReviewActions;
  /** Goes on after a decision about these hunks. */
  readonly onDecided: (hunks: readonly number[]) => void;
}

/** The dialog that is open, if one is. */
export function CurrentDialog({ store, actions, onDecided }: Props): JSX.Element | null {
  const { dialog } = store.state;
  const close = (): void => store.update({ dialog: null });
  if (dialog === null) return null;
  if (dialog.kind === 'help') return <Help store={store} onClose={close} />;
  if (dialog.kind === 'apply') return <Confirm store={store} onClose={close} />;
  if (dialog.kind === 'many') return <Many hunk={dialog.hunk} store={store} actions={actions} onClose={close} />;
  if (dialog.kind === 'comment') return <Comment hunk={dialog.hunk} store={store} onClose={close} />;
  const { hunks } = dialog;
  return (
    <ReasonDialog
      title={`Reject ${count(hunks.length, 'hunk')}`}
      label="Why? It is kept with the decision, and may be left empty."
      hint="Enter rejects, Shift+Enter begins a new line, Escape cancels."
      button="Reject"
      buttonClass="reject strong"
      text={store.state.decisions.get(hunks[0] ?? -1)?.reason ?? ''}
      onClose={close}
      onDone={(reason) => {
        close();
        void store.decide(hunks, { verdict: 'rejected', reason, edited: null });
        onDecided(hunks);
      }}
    />
  );
}

function Comment({
  hunk,
  store,
  onClose,
}: {
  readonly hunk: number;
  readonly store: Store;
  readonly onClose: () => void;
}): JSX.Element {
  const { verdict, reason: before } = store.state.decisions.get(hunk) ?? UNDECIDED;
  return (
    <ReasonDialog
      title="Comment"
      label={`It is kept with the hunk, which stays ${verdict}.`}
      hint="Enter saves, Shift+Enter begins a new line, Escape cancels."
      button="Save"
      buttonClass="primary"
      text={before}
      onClose={onClose}
      onDone={(reason) => {
        onClose();
        void store.comment(hunk, reason);
      }}
    />
  );
}

const SCOPES: readonly (readonly [Scope, string])[] = [
  ['hunk', 'This hunk'],
  ['file', 'Its file'],
  ['group', 'All that are alike'],
  ['codemod', 'All of its codemod'],
  ['shown', 'Everything shown'],
];

function Many({
  hunk,
  store,
  actions,
  onClose,
}: { readonly hunk: number; readonly onClose: () => void } & Pick<Props, 'store' | 'actions'>): JSX.Element {
  return (
    <ModalDialog title="Decide about many" onClose={onClose}>
      <p class="quiet">
        Only what is shown is decided, and hunks that are decided already stay as they are while others are not.
      </p>
      <ul class="scopes">
        {SCOPES.map(([scope, name]) => {
          const hunks = actions.scope(hunk, scope);
          return (
            <li>
              <span>
                {name} <span class="quiet">{count(hunks.length, 'hunk')}</span>
              </span>
              <DecideButtons
                about={name.toLowerCase()}
                counts={{ accepted: actions.reach(hunks, 'accepted'), rejected: actions.reach(hunks, 'rejected') }}
                onAccept={() => {
                  store.update({ dialog: null });
                  actions.accept(hunks);
                }}
                onReject={() => actions.reject(hunks)}
              />
            </li>
          );
        })}
      </ul>
      <div class="dialog-end">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </ModalDialog>
  );
}

const APPLYING = {
  title: 'Apply what is accepted?',
  nothing: 'No hunk is accepted: there is nothing to write.',
  effect: 'will be written into',
  after: 'The files are checked once more before anything is written. codemod undo takes the run back.',
  verb: 'Write',
  busy: 'Writing…',
};

/** Of a campaign, where what is accepted is published later. */
const APPROVING: typeof APPLYING = {
  title: 'Approve what is accepted?',
  nothing: 'No hunk is accepted: there is nothing to approve.',
  effect: 'will be approved in',
  after: 'Nothing is published by it. A change that is accepted in part is narrowed to that part.',
  verb: 'Approve',
  busy: 'Approving…',
};

function Confirm({ store, onClose }: { readonly store: Store; readonly onClose: () => void }): JSX.Element {
  const { accepted, rejected, undecided, files, partial } = outlook(store.state.index, store.state.decisions);
  const { isApplying, index } = store.state;
  const words = index.purpose === 'approve' ? APPROVING : APPLYING;
  return (
    <ModalDialog title={words.title} onClose={onClose}>
      {accepted === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <p>
          <b>{count(accepted, 'accepted hunk')}</b> {words.effect} <b>{count(files, 'file')}</b>.
        </p>
      )}
      <p>
        Left out: {written(rejected)} rejected
        {undecided > 0 ? (
          <>
            {' '}
            and <b>{written(undecided)} not decided</b>.
          </>
        ) : (
          '. Every hunk is decided.'
        )}
      </p>
      {partial.map(({ codemod, made, left }) => (
        <p class="warning">
          <VisibleText text={codemod} /> makes {count(made, 'file')} without {written(left)} that {left === 1 ? 'is' : 'are'} left
          out: look whether they need each other.
        </p>
      ))}
      <p class="quiet">{words.after}</p>
      <div class="dialog-end">
        {/* biome-ignore lint/a11y/noAutofocus: Enter must not apply by accident */}
        <button type="button" onClick={onClose} autoFocus disabled={isApplying}>
          Cancel
        </button>
        <button type="button" class="primary" disabled={accepted === 0 || isApplying} onClick={() => void store.apply()}>
          {isApplying ? words.busy : `${words.verb} ${count(files, 'file')}`}
        </button>
      </div>
    </ModalDialog>
  );
}

function Help({ store, onClose }: { readonly store: Store; readonly onClose: () => void }): JSX.Element {
  const { isReadOnly } = store;
  const isApproved = store.state.index.purpose === 'approve';
  return (
    <ModalDialog title="Keys" onClose={onClose}>
      <dl class="keys">
        {KEYS.filter(({ isReading }) => isReading || !isReadOnly).map(({ keys, command, told }) => (
          <div>
            <dt>
              {keys.map((key) => (
                <kbd>{key}</kbd>
              ))}
            </dt>
            <dd>{command === 'apply' && isApproved ? 'Approve what is accepted' : told}</dd>
          </div>
        ))}
      </dl>
      {!isReadOnly && (
        <p class="quiet">
          <kbd>y</kbd>, <kbd>n</kbd> and <kbd>d</kbd> are those of git add -p; <kbd>a</kbd> accepts one hunk here, and{' '}
          <kbd>f</kbd> a file.
        </p>
      )}
      <div class="dialog-end">
        {/* biome-ignore lint/a11y/noAutofocus: the dialog has one button */}
        <button type="button" autoFocus onClick={onClose}>
          Close
        </button>
      </div>
    </ModalDialog>
  );
}
