import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { codeOf } from '../../api-call.ts';
import { screenWay, type Signing } from './approving.ts';
import { missingMs, type Stretch } from './heard.ts';
import { openAccount } from './listening-account.ts';

/** What became of one request: approved (null), or why not. */
export type Outcome = { error: unknown; why: string | null } | null;

const total = (view: RequestView): number => view.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);

/** Several requests heard in a row as one, and approved together: each has its own listening, digest and signature. */
export function useSlotApproval(views: readonly RequestView[], person: string) {
  const client = useQueryClient();
  const [accounts] = useState(() =>
    views.map((view) =>
      openAccount(
        screenWay(view.id),
        view.sounds.map(({ durationMs }) => durationMs),
      ),
    ),
  );
  const [heard, setHeard] = useState<readonly number[]>(() => views.map(() => 0));
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
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
  const approveOne = async (view: RequestView, place: number, signing: Signing | null): Promise<Outcome> => {
    if (!view.mayApprove) return { error: null, why: view.whyNot };
    try {
      const account = accounts[place];
      const listening = view.sounds.length === 0 || !account ? null : await account.report();
      const ms = Math.min(account?.ms() ?? 0, total(view));
      await screenWay(view.id).approve(view, { listening, ms }, view.needsPhone ? signing : null);
      return null;
    } catch (error) {
      // A wrong PIN is asked for again: tried on each of them it would lock the phone.
      if (codeOf(error)?.startsWith('pin-') === true) throw error;
      return { error, why: null };
    }
  };
  const approving = useMutation({
    mutationFn: async (signing: Signing | null) => {
      const done = new Map(outcomes);
      for (const [place, view] of views.entries()) {
        if (done.get(view.id) === null) continue;
        done.set(view.id, await approveOne(view, place, signing && { ...signing, person }));
        setOutcomes(new Map(done));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const missing = views.reduce(
    (sum, view, place) => sum + (view.mayApprove ? missingMs(heard[place] ?? 0, total(view)) : 0),
    0,
  );
  return { onPlay, onHeard, missingMs: missing, outcomes, approving, error: telling.error };
}
