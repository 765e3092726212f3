import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { codeOf } from '../../api-call.ts';
import type { Signing, Way } from './approving.ts';
import { missingMs } from './heard.ts';
import { useSlotListening } from './useSlotListening.ts';

/** What became of one request: approved (null), given back, or why not. */
export type Outcome = { error: unknown; why: string | null } | 'returned' | null;

/** Whether it needs nothing more from this person. */
export const isDecided = (outcome: Outcome | undefined): boolean => outcome === null || outcome === 'returned';

const total = (view: RequestView): number => view.sounds.reduce((sum, { durationMs }) => sum + durationMs, 0);

/**
 * Several requests heard in a row as one, and approved together: each has its own listening, digest and signature.
 * @param wayOf how this person listens to one of them and decides
 * @param mustSign the way takes nothing without this phone's signature
 */
export function useSlotApproval(
  views: readonly RequestView[],
  person: string,
  { wayOf, mustSign }: { wayOf: (view: RequestView) => Way; mustSign: boolean },
) {
  const client = useQueryClient();
  const { accounts, heard, ...listening } = useSlotListening(views, wayOf);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const approveOne = async (view: RequestView, place: number, signing: Signing | null): Promise<Outcome> => {
    if (!view.mayApprove) return { error: null, why: view.whyNot };
    try {
      const account = accounts[place];
      const id = view.sounds.length === 0 || !account ? null : await account.report();
      const ms = Math.min(account?.ms() ?? 0, total(view));
      await wayOf(view).approve(view, { listening: id, ms }, mustSign || view.needsPhone ? signing : null);
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
        if (isDecided(done.get(view.id))) continue;
        done.set(view.id, await approveOne(view, place, signing && { ...signing, person }));
        setOutcomes(new Map(done));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const giveBack = (view: RequestView): void => setOutcomes((before) => new Map(before).set(view.id, 'returned'));
  const missing = views.reduce(
    (sum, view, place) =>
      sum + (view.mayApprove && outcomes.get(view.id) !== 'returned' ? missingMs(heard[place] ?? 0, total(view)) : 0),
    0,
  );
  return { ...listening, missingMs: missing, outcomes, approving, giveBack };
}
