import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { makeOffsets, type Offsets } from '../model/offsets.js';

/** What the keys need of a list. */
export interface ListHandle {
  /** Brings a row into view. `nearest`: as little as is needed; `start`: to the top. */
  show(row: number, where: 'nearest' | 'start'): void;
}

interface Props<T extends { readonly key: string }> {
  readonly items: readonly T[];
  /** Pixels, until a row has been drawn and measured. */
  readonly estimate: (item: T) => number;
  readonly draw: (item: T, row: number) => JSX.Element;
  /** Drawn over the top, about the first row in view. */
  readonly overlay?: (row: number) => JSX.Element | null;
  readonly handle: { current: ListHandle | null };
  /** Absent in a list that is part of something else, which has a name of its own. */
  readonly label?: string;
  /** Heights are measured anew when it changes. */
  readonly measure: string;
  /** Pixels at the top that the overlay covers. */
  readonly covered: number;
}

interface View {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** Drawn above and below of what is seen, in heights of the window: a fast wheel must not run into white. */
const OVERSCAN = 1;

/** A list of rows of any height of which only those near the window are drawn. */
export function VirtualList<T extends { readonly key: string }>(props: Props<T>): JSX.Element {
  const { items, estimate, draw, overlay, handle, label, measure, covered } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const target = useRef<{ readonly row: number; readonly where: 'nearest' | 'start' } | null>(null);
  /** Where the list was scrolled to by itself. */
  const placed = useRef(0);
  const [view, setView] = useState<View>({ top: 0, height: 900, width: 0 });
  const [measured, remeasure] = useReducer((number: number) => number + 1, 0);
  // Of another width, all rows have other heights.
  const heights = useMemo(() => new Map<string, number>(), [measure, view.width]);
  const offsets = useMemo(
    () => makeOffsets(items.map((item) => heights.get(item.key) ?? estimate(item))),
    [items, heights, measured],
  );
  const first = offsets.rowAt(view.top - view.height * OVERSCAN);
  const last = offsets.rowAt(view.top + view.height * (1 + OVERSCAN));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = (): void => setView((old) => viewOf(element, old));
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || !measureRows(drawn.current, items, first, heights)) return;
    const anchor = offsets.rowAt(element.scrollTop);
    const within = element.scrollTop - offsets.at(anchor);
    const next = makeOffsets(items.map((item) => heights.get(item.key) ?? estimate(item)));
    const wanted = target.current;
    const top = wanted === null ? next.at(anchor) + within : placeOf(next, wanted, element, covered);
    // The rows must be as high as the new offsets say before the place can be scrolled to.
    if (drawn.current !== null) drawn.current.style.transform = `translateY(${next.at(first)}px)`;
    if (drawn.current?.parentElement != null) drawn.current.parentElement.style.height = `${next.total}px`;
    if (Math.abs(top - element.scrollTop) > 0.5) element.scrollTop = top;
    placed.current = element.scrollTop;
    setView((old) => viewOf(element, old));
    remeasure(0);
  });

  handle.current = {
    show(row, where) {
      const element = scroller.current;
      if (element === null) return;
      target.current = { row, where };
      element.scrollTop = placeOf(offsets, target.current, element, covered);
      placed.current = element.scrollTop;
      setView((old) => viewOf(element, old));
    },
  };
  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    // Whoever scrolls from where a row was brought to goes elsewhere.
    if (Math.abs(currentTarget.scrollTop - placed.current) > 1) target.current = null;
    setView((old) => viewOf(currentTarget, old));
  };
  const part = label === undefined ? 'none' : undefined;
  return (
    <div
      class="scroller"
      ref={scroller}
      // What scrolls and holds no focus of its own must be reached by the keyboard.
      {...(label === undefined ? { role: 'none' } : { role: 'region', tabIndex: 0, 'aria-label': label })}
      onScroll={onScroll}
    >
      {overlay?.(offsets.rowAt(view.top + covered))}
      <div class="all-rows" role={part} style={{ height: `${offsets.total}px` }}>
        <div class="drawn-rows" role={part} ref={drawn} style={{ transform: `translateY(${offsets.at(first)}px)` }}>
          {items.slice(first, last + 1).map((item, index) => (
            <div key={item.key} class="row" role={part} data-row={first + index}>
              {draw(item, first + index)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The same value where nothing has changed, so that nothing is drawn again. */
function viewOf({ scrollTop, clientHeight, clientWidth }: HTMLElement, old: View): View {
  const isSame = old.top === scrollTop && old.height === clientHeight && old.width === clientWidth;
  return isSame ? old : { top: scrollTop, height: clientHeight, width: clientWidth };
}

/** @returns true when a row is not as high as it was taken for. */
function measureRows(
  drawn: HTMLElement | null,
  items: readonly { readonly key: string }[],
  first: number,
  heights: Map<string, number>,
): boolean {
  let isChanged = false;
  for (const [index, child] of [...(drawn?.children ?? [])].entries()) {
    const key = items[first + index]?.key;
    const { height } = child.getBoundingClientRect();
    if (key === undefined || Math.abs((heights.get(key) ?? -1) - height) < 0.5) continue;
    heights.set(key, height);
    isChanged = true;
  }
  return isChanged;
}

function placeOf(
  offsets: Offsets,
  { row, where }: { readonly row: number; readonly where: 'nearest' | 'start' },
  element: HTMLElement,
  covered: number,
): number {
  const start = Math.max(0, offsets.at(row) - covered);
  const end = offsets.at(row + 1);
  const { scrollTop, clientHeight } = element;
  if (where === 'nearest' && start >= scrollTop && end <= scrollTop + clientHeight) return scrollTop;
  if (where === 'nearest' && start > scrollTop && end - start < clientHeight) return end - clientHeight;
  return start;
}
