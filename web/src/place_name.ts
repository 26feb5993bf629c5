// The name of a centre, fetched once: its id where that fails, and nothing until it is known.
import { useEffect, useState } from 'preact/hooks';
import { fetchPlace } from './book/visits.ts';

export function usePlaceName(centre: string | null): string {
  const [named, setNamed] = useState({ centre, name: '' });
  useEffect(() => {
    let isOver = false;
    const look = async (id: string): Promise<void> => {
      const found = await fetchPlace(id);
      if (!isOver) setNamed({ centre: id, name: found.ok ? found.value.name : id });
    };
    if (centre !== null) void look(centre);
    return () => { isOver = true; };
  }, [centre]);
  return named.centre === centre ? named.name : '';
}
