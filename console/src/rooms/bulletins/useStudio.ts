import { useRef, useState } from 'react';
import { firstUnread, lineUp, type Take } from './takes.ts';
import { useRecorder } from './useRecorder.ts';
import type { Takes } from './useTakes.ts';

/** A shorter take is a tap by mistake, or a sentence that is passed over. */
const SHORTEST_MS = 400;

interface Reading {
  take: Take;
  /** The take of the same line that this one takes the place of, once it is whole. */
  replaces: string | null;
  dropped: boolean;
}

/** Reading a text sentence by sentence: which one is read now, its take, and what is done with it at its end. */
export function useStudio(draft: string, sentences: readonly string[], takes: Takes, quieten: boolean) {
  const { lines, spare } = lineUp(sentences, takes.takes);
  const [place, setPlace] = useState<number | null>(null);
  const readings = useRef(new Map<string, Reading>());
  const latest = useRef<string | null>(null);
  const recorder = useRecorder({
    piece: (id, piece, ms) => {
      const reading = readings.current.get(id);
      if (reading) takes.grow({ ...reading.take, ms, type: piece.type || reading.take.type }, piece);
    },
    ended: (id, ms, whole) => {
      const reading = readings.current.get(id);
      readings.current.delete(id);
      if (reading) settle(takes, reading, ms, whole);
      if (latest.current === id) setPlace(null);
    },
  });

  const read = async (at: number, replaces: string | null = lines[at]?.take?.id ?? null): Promise<void> => {
    const take = newTake(draft, sentences[at] ?? '', at);
    const { id } = take;
    readings.current.set(id, { take, replaces, dropped: false });
    latest.current = id;
    setPlace(at);
    const type = await recorder.begin(id, quieten);
    if (type === null) setPlace(null);
    else take.type = type;
  };
  const reread = (): void => {
    const reading = readings.current.get(latest.current ?? '');
    if (!reading) return;
    reading.dropped = true;
    void read(reading.take.place, reading.replaces);
  };
  const next = (): void => {
    if (place !== null && place + 1 < sentences.length) void read(place + 1);
    else recorder.end();
  };
  const reading = recorder.state === 'off' ? null : place;
  return { lines, spare, unread: firstUnread(lines), reading, recorder, read, reread, next };
}

export type Studio = ReturnType<typeof useStudio>;

function newTake(draft: string, text: string, place: number): Take {
  return { id: crypto.randomUUID(), draft, text, place, at: Date.now(), ms: 0, type: '', whole: false, sent: null };
}

function settle(takes: Takes, { take, replaces, dropped }: Reading, ms: number, whole: boolean): void {
  if (dropped || ms < SHORTEST_MS) return takes.drop(take.id);
  takes.put({ ...take, ms, whole });
  if (whole && replaces !== null) takes.drop(replaces);
}
