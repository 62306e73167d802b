import { render } from 'preact';
import { DATA_ELEMENT } from '../html/embedded-review.js';
import { App } from './app.js';
import { embeddedSource } from './embedded-source.js';
import { keepFresh } from './keep-fresh.js';
import { remoteSource } from './remote-source.js';
import { failureOf, type Source } from './source.js';
import { Store } from './store.js';
import { Escaped } from './visible-text.js';

/** Milliseconds between two looks for what other pages have decided. */
const LOOK_EVERY = 4_000;

function sourceOf(): Source {
  const data = document.getElementById(DATA_ELEMENT)?.textContent;
  return data == null ? remoteSource(location.hash.slice(1)) : embeddedSource(JSON.parse(data));
}

async function start(root: HTMLElement): Promise<void> {
  try {
    const source = sourceOf();
    const store = new Store(source, await source.open());
    document.title = `Review of ${store.state.index.title}`;
    root.replaceChildren();
    render(<App store={store} />, root);
    if (store.isReadOnly) return;
    keepFresh(store, LOOK_EVERY);
    await store.bodies.fetchAhead();
  } catch (thrown) {
    const { message, next } = failureOf(thrown);
    render(
      <main class="ended">
        <h1>
          <Escaped text={message} />
        </h1>
        <p>
          <Escaped text={next} />
        </p>
      </main>,
      root,
    );
  }
}

const root = document.getElementById('app');
if (root !== null) void start(root);
