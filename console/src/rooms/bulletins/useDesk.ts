import type { Bulletin, BulletinBody } from '@nguon/protocol/http/bulletins.ts';
import { sessionMs } from '@nguon/protocol/request.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { dropSound, readBulletin } from '../../api.ts';
import { paths } from '../../paths.ts';
import { provinceNow } from '../../session.ts';
import { useSingly } from '../../ui/useSingly.ts';
import { withContent, type Draft } from './draft.ts';
import { forget, keep, type DraftKey } from './kept.ts';
import { rememberPlaces } from './last-places.ts';
import { sendTakes, type Sending } from './sending.ts';
import { hasOwnSound, save, sendPicture, sendSound, soundsFit, submit, withSounds } from './saving.ts';

const LOOK_AGAIN_MS = 1_500;

/** The desk of one bulletin: what is on screen, kept on this computer at each change, and what the server has of it. */
export function useDesk(key: DraftKey, first: Draft) {
  const [draft, setDraft] = useState(first);
  const client = useQueryClient();
  const known = useKnown(draft);

  // What is written and used in one breath, as a title and then the sound under it, must not wait for the next drawing.
  const latest = useRef(first);

  const put = useCallback(
    (change: (draft: Draft) => Draft): void => {
      latest.current = { ...change(latest.current), touchedAt: provinceNow() };
      keep(key, latest.current);
      setDraft(latest.current);
    },
    [key],
  );
  const change = (changed: Partial<Draft>): void => put((before) => ({ ...before, ...changed }));
  const write = (changed: Partial<BulletinBody>): void => put((before) => withContent(before, changed));

  /** Saves and remembers what the server now has. */
  const settle = async (): Promise<Bulletin> => {
    const saved = await save(latest.current, known);
    client.setQueryData(['bulletin', saved.id], saved);
    put((before) => ({ ...before, keepSounds: false, saved: { bulletin: saved.id, revision: saved.revision } }));
    return saved;
  };
  const picturing = useMutation({
    mutationFn: sendPicture,
    onSuccess: ({ sha256 }) => write({ picture: { sha256, alternative: '' } }),
  });
  return { draft, known, change, write, settle, keptKey: key, picturing, ...useDeskActs({ draft, settle, key }) };
}

export type Desk = ReturnType<typeof useDesk>;

/** The bulletin as the server has it; looked at often while a sound is being made. */
function useKnown(draft: Draft): Bulletin | null {
  const id = draft.saved?.bulletin ?? '';
  const found = useQuery({
    queryKey: ['bulletin', id],
    queryFn: () => readBulletin(id),
    enabled: id !== '',
    refetchInterval: ({ state }) =>
      state.data?.sounds.some((sound) => sound.state === 'making') ? LOOK_AGAIN_MS : false,
  });
  return found.data ?? null;
}

interface Acting {
  draft: Draft;
  settle: () => Promise<Bulletin>;
  key: DraftKey;
}

function useDeskActs({ draft, settle, key }: Acting) {
  const client = useQueryClient();
  const renew = (id: string): Promise<void> => client.invalidateQueries({ queryKey: ['bulletin', id] });
  const saveOnce = useSingly(settle);
  const saving = useMutation({
    mutationFn: saveOnce,
    onSuccess: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const speaking = useMutation({
    mutationFn: async () => {
      const saved = await settle();
      await withSounds({ ...saved, sounds: [] }, draft.pace);
      return renew(saved.id);
    },
  });
  const sending = useMutation({
    mutationFn: async (sound: File) => {
      const saved = await settle();
      await sendSound(saved, sound);
      return renew(saved.id);
    },
  });
  const translating = useMutation({
    mutationFn: async ({ language, sound }: { language: string; sound: File }) => {
      const saved = await settle();
      await sendSound(saved, sound, language);
      return renew(saved.id);
    },
  });
  const dropping = useMutation({
    mutationFn: async (sound: string) => {
      const saved = await settle();
      await dropSound(saved.id, sound);
      return renew(saved.id);
    },
  });
  const [sentTakes, setSentTakes] = useState(0);
  const joining = useMutation({
    mutationFn: async (wanted: Sending) => {
      const saved = await settle();
      await sendTakes(saved, wanted, draft.noiseReduction, setSentTakes);
      return renew(saved.id);
    },
    // Whether there is a network is found out by trying; waiting for it is part of sending.
    networkMode: 'always',
  });
  const submitting = useSubmitting({ draft, settle, key });
  return { saving, speaking, sending, translating, dropping, joining, sentTakes, submitting };
}

/** Trình duyệt, once however often it is pressed. */
function useSubmitting({ draft, settle, key }: Acting) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const submitOnce = useSingly(async () => {
    const saved = await settle();
    return submit(draft, await withSounds(saved, draft.pace));
  });
  return useMutation({
    mutationFn: submitOnce,
    onSuccess: async (request) => {
      rememberPlaces(key.user, draft.content.unit, draft.places);
      await forget(key);
      await client.invalidateQueries();
      await navigate({ to: paths.request, params: { request } });
    },
  });
}

/** Whether the sounds that the server has still go with what is on the desk. */
export function hasFittingSound({ draft, known }: Pick<Desk, 'draft' | 'known'>): boolean {
  return known !== null && hasOwnSound(known) && soundsFit(draft, known);
}

/** Milliseconds of one session of what is on the desk, as far as its sounds are known; 0 before. */
export function lengthOf({ known, draft }: Pick<Desk, 'draft' | 'known'>): number {
  const sounds = (known?.sounds ?? []).flatMap(({ language, sha256, durationMs }) =>
    sha256 === null || durationMs === null ? [] : [{ language, sha256, durationMs, bytes: 1 }],
  );
  return sessionMs({ sounds, readings: draft.readings });
}
