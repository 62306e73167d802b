import { type Test, suite as uvuSuite } from 'uvu';

/**
 * A uvu suite that runs by itself: uvu alone passes, silently, where a file forgets `.run()`.
 * The suite is started when the module that declares it has been evaluated.
 */
export function suite(name: string): Test {
  const test = uvuSuite(name);
  queueMicrotask(() => test.run());
  return test;
}
