import type { Me, Role } from '@nguon/protocol/http/accounts.ts';
import { QueryCache, MutationCache, QueryClient, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { ApiFailure, codeOf } from './api-call.ts';
import { readMe } from './api.ts';

/** Roles that write bulletins, approve them, keep timetables and devices, say how words are read; the server decides, menus only follow. */
const WRITERS: readonly Role[] = ['department-editor', 'editorial-board', 'commune-officer', 'commune-leader'];
const STOPPERS: readonly Role[] = ['administrator', 'editorial-board', 'commune-leader', 'commune-officer'];
const APPROVERS: readonly Role[] = ['commune-leader', 'editorial-board'];
const DEVICE_KEEPERS: readonly Role[] = ['administrator', 'technician'];
const ROLES_OF = {
  write: WRITERS,
  stop: STOPPERS,
  approve: APPROVERS,
  keepDevices: DEVICE_KEEPERS,
  administer: ['administrator'],
  lead: ['commune-leader'],
  keepHeads: ['commune-officer', 'commune-leader'],
  teach: ['commune-officer', 'commune-leader', 'editorial-board'],
} as const;
export type Ability = keyof typeof ROLES_OF;

/** The grants by which a person may do something, in the order given. */
export function grantsFor(me: Me, ability: Ability): Me['grants'] {
  const roles: readonly Role[] = ROLES_OF[ability];
  return me.grants.filter((grant) => roles.includes(grant.role));
}

/** Whether a person may do something anywhere. */
export function may(me: Me, ability: Ability): boolean {
  return grantsFor(me, ability).length > 0;
}

/** Each unit of these grants once. */
export function unitsOf(grants: Me['grants']): { id: string; name: string }[] {
  return [...new Map(grants.map(({ unit, unitName }) => [unit, { id: unit, name: unitName }])).values()];
}

/** Under which the answers about the session are kept. */
export const meKey = ['me'];

/** The one cache of answers. An answer "signed out" anywhere signs the console out. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => error instanceof ApiFailure && error.kind === 'network' && count < 2,
    },
  },
});

function noticeSignedOut(error: unknown): void {
  if (codeOf(error) === 'signed-out') queries.setQueryData(meKey, null);
  if (codeOf(error) === 'session-locked') queries.setQueryData(meKey, lockedBy(error));
}

/** A session on a shared machine that the server has locked: whose it is. */
export interface Locked {
  lockedFor: string;
}

function lockedBy(error: unknown): Locked {
  const name = error instanceof ApiFailure ? error.problem?.parameters?.['name'] : undefined;
  return { lockedFor: String(name ?? '') };
}

/** Who is signed in; null when nobody is; on a locked shared machine only the name. */
export function useMeQuery() {
  return useQuery({ queryKey: meKey, queryFn: readMeOrNull, staleTime: 60_000, refetchInterval: 300_000 });
}

async function readMeOrNull(): Promise<Me | Locked | null> {
  try {
    const me = await readMe();
    setClock(Date.parse(me.now));
    return me;
  } catch (error) {
    if (codeOf(error) === 'signed-out') return null;
    if (codeOf(error) === 'session-locked') return lockedBy(error);
    throw error;
  }
}

/** Asks anew who is signed in; after a sign-in or a sign-out. */
export async function renewSession(): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
  await queries.resetQueries({ queryKey: meKey });
}

/** The signed-in person, for everything inside the shell. */
export const MeContext = createContext<Me | null>(null);

/** The signed-in person. Throws outside of the shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody is signed in here');
  return me;
}

let offsetMs = 0;
let shown = Date.now();
const listeners = new Set<() => void>();

/** Takes over the province's clock as the server just told it, in milliseconds since 1970. */
export function setClock(serverNow: number): void {
  offsetMs = serverNow - Date.now();
  tick();
}

function tick(): void {
  shown = provinceNow();
  for (const listener of listeners) listener();
}

/** The province's clock now, in milliseconds since 1970: the server's, whatever this computer says. */
export function provinceNow(): number {
  return Date.now() + offsetMs;
}

let ticking: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(tick, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || ticking === null) return;
    clearInterval(ticking);
    ticking = null;
  };
}

/** The province's clock, renewed every five seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => shown);
}
