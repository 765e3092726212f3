import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Way } from './approving.ts';
import type { Stretch } from './heard.ts';
import { openAccount } from './listening-account.ts';

/** The continuous listening of several requests: each has an account of its own, begun when its first sound plays. */
export function useSlotListening(views: readonly RequestView[], wayOf: (view: RequestView) => Way) {
  const [accounts] = useState(() =>
    views.map((view) =>
      openAccount(
        wayOf(view),
        view.sounds.map(({ durationMs }) => durationMs),
      ),
    ),
  );
  const [heard, setHeard] = useState<readonly number[]>(() => views.map(() => 0));
  // Which request each track of the continuous listening belongs to, and which of its sounds it is.
  const tracks = views.flatMap((view, place) => view.sounds.map((_sound, sound) => ({ place, sound })));
  const telling = useMutation({ mutationFn: async (place: number) => accounts[place]?.report() });

  const onPlay = (track: number): void => {
    const place = tracks[track]?.place;
    // A failure here shows with the first report.
    if (place !== undefined) accounts[place]?.begin().catch(() => undefined);
  };
  const onHeard = (track: number, stretches: readonly Stretch[], settled: boolean): void => {
    const { place, sound } = tracks[track] ?? { place: -1, sound: 0 };
    const told = accounts[place]?.hear(sound, stretches, settled);
    if (!told) return;
    setHeard((before) => before.map((ms, at) => (at === place ? told.ms : ms)));
    if (told.due) telling.mutate(place);
  };
  return { accounts, heard, onPlay, onHeard, error: telling.error };
}
