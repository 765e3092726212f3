import { useCallback, useEffect, useRef, useState } from 'react';
import { dropTake, putPiece, putTake, readSound, readTakes } from './kept-takes.ts';
import type { Take } from './takes.ts';

/** The takes of a draft: on screen, in this computer's store as they grow, and in memory while the page is open. */
export function useTakes(draft: string) {
  const [takes, setTakes] = useState<readonly Take[] | null>(null);
  /** This computer could not write a take down: it is lost when the page is closed. */
  const [unkept, setUnkept] = useState(false);
  const pieces = useRef(new Map<string, Blob[]>());
  const keeping = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    let gone = false;
    void readTakes(draft).then((found) => !gone && setTakes(found));
    return () => void (gone = true);
  }, [draft]);

  /** Writes behind what is said, one after the other. */
  const keep = useCallback((act: () => Promise<void>): void => {
    keeping.current = keeping.current.then(act).catch(() => setUnkept(true));
  }, []);
  const put = useCallback(
    (take: Take): void => {
      setTakes((before) => [...(before ?? []).filter(({ id }) => id !== take.id), take]);
      keep(() => putTake(take));
    },
    [keep],
  );
  const grow = useCallback(
    (take: Take, piece: Blob): void => {
      const sound = pieces.current.get(take.id) ?? [];
      const place = sound.push(piece) - 1;
      pieces.current.set(take.id, sound);
      keep(() => putPiece(take.id, place, piece));
      put(take);
    },
    [keep, put],
  );
  const drop = useCallback(
    (id: string): void => {
      setTakes((before) => (before ?? []).filter((take) => take.id !== id));
      pieces.current.delete(id);
      keep(() => dropTake(id));
    },
    [keep],
  );
  const soundOf = useCallback(async (take: Take): Promise<Blob> => {
    const fresh = pieces.current.get(take.id);
    return fresh ? new Blob(fresh, { type: take.type }) : readSound(take);
  }, []);
  return { takes: takes ?? [], loaded: takes !== null, unkept, put, grow, drop, soundOf };
}

export type Takes = ReturnType<typeof useTakes>;
