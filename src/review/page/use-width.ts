import { useEffect, useState } from 'preact/hooks';

/** True while the window is at least so wide, in pixels. */
export function useIsWide(least: number): boolean {
  const query = `(min-width: ${least}px)`;
  const [isWide, setIsWide] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const read = (): void => setIsWide(media.matches);
    media.addEventListener('change', read);
    return () => media.removeEventListener('change', read);
  }, [query]);
  return isWide;
}
