import type { LoadFnOutput, ResolveFnOutput } from 'node:module';
import nodeModule from 'node:module';

/** Hooks that run where modules are loaded, and not on a thread: https://nodejs.org/api/module.html#moduleregisterhooksoptions */
export interface SynchronousHooks {
  resolve(specifier: string, context: HookContext, next: (specifier: string) => ResolveFnOutput): ResolveFnOutput;
  load(url: string, context: unknown, next: (url: string) => LoadFnOutput): LoadFnOutput;
}

export interface HookContext {
  readonly parentURL?: string | undefined;
}

/** Node's own function, which is there since 22.15 and 23.5; null before. */
export const registerHooks: ((hooks: SynchronousHooks) => void) | null = found(Reflect.get(nodeModule, 'registerHooks'));

function found(value: unknown): ((hooks: SynchronousHooks) => void) | null {
  return typeof value === 'function' ? (hooks) => void Reflect.apply(value, nodeModule, [hooks]) : null;
}
