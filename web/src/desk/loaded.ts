// A part of a page that is fetched where it is shown, and not with the first view.
import { useEffect, useState } from 'preact/hooks';

const pauseMs = 1500; // as for answers: a server that is away for a moment is asked again

// What `load` gives, once it has; `load` is the same function each time. null until then.
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = (): void => {
      load().then((part) => { if (!isOver) setLoaded(() => part); }, () => { if (!isOver) timer = setTimeout(ask, pauseMs); });
    };
    ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [load]);
  return loaded;
}
