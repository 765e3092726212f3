import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { tellUse } from '../api.ts';
import { meKey } from '../session.ts';

/** Told at most so often, in milliseconds; well below the minutes after which the server locks. */
const TOLD_MS = 30_000;
/** How often it is looked whether the server has locked. */
const LOOK_MS = 15_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const;

/** On a shared machine: tells the server when the person does something, and looks whether it has locked. What screens ask by themselves is no use. */
export function useSharedMachine(shared: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!shared) return;
    let toldAt = Date.now();
    const look = (): void => void client.invalidateQueries({ queryKey: meKey });
    const tell = (): void => {
      if (Date.now() - toldAt < TOLD_MS) return;
      toldAt = Date.now();
      tellUse().catch(look);
    };
    for (const sign of SIGNS) addEventListener(sign, tell, { passive: true });
    const looking = setInterval(look, LOOK_MS);
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, tell);
      clearInterval(looking);
    };
  }, [shared, client]);
}
