import { useLayoutEffect, useReducer } from 'preact/hooks';
import type { Store } from './store.js';

/** Draws a component again whenever the state changes. */
export function useStore(store: Store): Store['state'] {
  const [, draw] = useReducer((number: number) => number + 1, 0);
  useLayoutEffect(() => store.subscribe(() => draw(0)), [store]);
  return store.state;
}
