import { Button } from '@mantine/core';
import { IconFileMusic, IconFileText, IconPhoto, IconTextCaption } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNote, Note } from '../../ui/notes.tsx';
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
          <OneShared key={one.id} desk={desk} shared={one} onDone={() => void done(one)} />
        ))}
      </ul>
      <ErrorNote error={desk.sending.error ?? desk.picturing.error} />
    </section>
  );
}

function OneShared({ desk, shared, onDone }: { desk: Desk; shared: Shared; onDone: () => void }) {
  const { t } = useTranslation();
  const { kind, name, file } = shared;
  const Icon = ICONS[kind];
  const use = useOf(desk, shared, onDone);
  return (
    <li className="stack-tight">
      <p>
        <Icon size={20} aria-hidden /> {name || t('shared.words')}
      </p>
      {kind === 'words' && <Words file={file} />}
      {kind === 'document' && <Note>{t('shared.document')}</Note>}
      <div className="row">
        {use && (
          <Button loading={desk.sending.isPending || desk.picturing.isPending} onClick={use}>
            {t(`shared.use.${kind}`)}
          </Button>
        )}
        <Button
          variant="default"
          aria-label={t('shared.dropNamed', { name: name || t('shared.words') })}
          onClick={onDone}
        >
          {t('shared.drop')}
        </Button>
      </div>
    </li>
  );
}

/** What one tap does with a share; undefined where there is nothing to be done yet. */
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
