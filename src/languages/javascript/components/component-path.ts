/** Endings of files that hold scripts among other things. */
export const COMPONENTS: readonly string[] = ['.vue', '.svelte'];

/** True for a path of a component of Vue or Svelte. */
export function isComponent(path: string): boolean {
  return COMPONENTS.some((extension) => path.toLowerCase().endsWith(extension));
}
