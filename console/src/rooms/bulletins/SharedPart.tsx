import { Button } from '@mantine/core';
import { IconFileMusic, IconFileText, IconPhoto, IconTextCaption } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/notes.tsx';
import { addressOfImport, importFile } from './import-file.ts';
import { dropShared, readShared, type Shared } from './shared.ts';
import type { Desk } from './useDesk.ts';

const ICONS = { sound: IconFileMusic, picture: IconPhoto, document: IconFileText, words: IconTextCaption };

/** What another app shared into Nguồn, each with what can be done with it; nothing is used before somebody says so. */
export function SharedPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  // By the clock of this computer, as the worker wrote it down.
  const found = useQuery({ queryKey: ['shared'], queryFn: () => readShared(Date.now()), staleTime: 0 });
  const shared = found.data ?? [];
  if (shared.length === 0) return null;
  const done = async ({ id }: Shared): Promise<void> => {
    await dropShared(id);
    await client.invalidateQueries({ queryKey: ['shared'] });
  };
  return (
    <section className="sheet stack" aria-labelledby="duoc-chia-se">
      <h2 id="duoc-chia-se">{t('shared.title')}</h2>
      <ul className="stack">
        {shared.map((one) => (
          <OneShared key={one.id} desk={desk} shared={one} onDone={async () => done(one)} />
        ))}
      </ul>
      <ErrorNote error={desk.sending.error ?? desk.picturing.error} />
    </section>
  );
}

function OneShared({ desk, shared, onDone }: { desk: Desk; shared: Shared; onDone: () => Promise<void> }) {
  const { t } = useTranslation();
  const { kind, name, file } = shared;
  const Icon = ICONS[kind];
  const use = useOf(desk, shared, () => void onDone());
  const reading = useReading(desk, file, onDone);
  return (
    <li className="stack-tight">
      <p>
        <Icon size={20} aria-hidden /> {name || t('shared.words')}
      </p>
      {kind === 'words' && <Words file={file} />}
      <div className="row">
        {use && (
          <Button loading={desk.sending.isPending || desk.picturing.isPending} onClick={use}>
            {t(`shared.use.${kind}`)}
          </Button>
        )}
        {(kind === 'document' || kind === 'picture') && (
          <Button
            variant={kind === 'document' ? 'filled' : 'default'}
            loading={reading.isPending}
            onClick={() => reading.mutate()}
          >
            {t(`shared.read.${kind}`)}
          </Button>
        )}
        <Button
          variant="default"
          aria-label={t('shared.dropNamed', { name: name || t('shared.words') })}
          onClick={() => void onDone()}
        >
          {t('shared.drop')}
        </Button>
      </div>
      <ErrorNote error={reading.error} />
    </li>
  );
}

/** Has the words of a document, or of a photo of one, read, and opens the desk anew on what was read; the draft is kept. */
function useReading(desk: Desk, file: File, onDone: () => Promise<void>) {
  return useMutation({
    mutationFn: async () => importFile(file, desk.draft.content.unit),
    onSuccess: async ({ id }) => {
      await onDone();
      window.location.assign(addressOfImport(id));
    },
  });
}

/** What one tap does with a share; undefined for a document, which is read first. */
function useOf(desk: Desk, { kind, name, file }: Shared, onDone: () => void): (() => void) | undefined {
  const title = name.replace(/\.[^.]+$/, '');
  switch (kind) {
    case 'sound':
      return () => {
        if (desk.draft.content.title.trim() === '') desk.write({ title });
        desk.sending.mutate(file, { onSuccess: onDone });
      };
    case 'picture':
      return () => desk.picturing.mutate(file, { onSuccess: onDone });
    case 'words':
      return () => {
        void file.text().then((words) => {
          const before = desk.draft.content.text.trim();
          desk.write({ text: before === '' ? words : `${before}\n\n${words}` });
          onDone();
        });
      };
    case 'document':
      return undefined;
  }
}

function Words({ file }: { file: File }) {
  const words = useQuery({ queryKey: ['shared-words', file.size, file.lastModified], queryFn: () => file.text() });
  return <p className="prose">{words.data}</p>;
}
