import { Button, NativeSelect } from '@mantine/core';
import { type LibraryItem, LibraryKind } from '@nguon/protocol/http/library.ts';
import { IconMusic, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listLibrary, mediaUrl, retireItem } from '../../api.ts';
import { unitsOf, useMe } from '../../session.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Coming, EmptyNote, ErrorNote, Note } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { WaveformPlayer } from '../../ui/WaveformPlayer.tsx';
import { AddItem } from './AddItem.tsx';

const LOOK_AGAIN_MS = 2_000;

/** Kho nhạc: what may be used in an area, by kind, with whose it is; to be heard, added to, and taken from. */
export function LibraryPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const units = unitsOf(me.grants);
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const [adding, setAdding] = useState(false);
  const found = useQuery({
    queryKey: ['library', unit],
    queryFn: () => listLibrary(unit),
    enabled: unit !== '',
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'making') ? LOOK_AGAIN_MS : false),
  });
  const items = found.data?.items ?? [];
  const foot = found.data?.mayAdd && (
    <FootButtons>
      <Button data-main leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
        {t('library.add')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('library.title')} width="narrow" foot={foot}>
      {units.length > 1 && (
        <NativeSelect
          label={t('library.unit')}
          value={unit}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setUnit(event.currentTarget.value)}
        />
      )}
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Coming />}
      {found.data && items.length === 0 && (
        <EmptyNote
          icon={<IconMusic size={36} aria-hidden />}
          title={t('library.empty')}
          help={t('library.emptyHelp')}
        />
      )}
      {LibraryKind.options.map((kind) => (
        <OfKind key={kind} kind={kind} items={items.filter((item) => item.kind === kind)} />
      ))}
      {adding && <AddItem unit={unit} onClose={() => setAdding(false)} />}
    </Page>
  );
}

function OfKind({ kind, items }: { kind: LibraryKind; items: readonly LibraryItem[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={`kho-${kind}`}>
      <h2 id={`kho-${kind}`}>{t(`library.kinds.${kind}`)}</h2>
      {items.map((item) => (
        <OneItem key={item.id} item={item} />
      ))}
    </section>
  );
}

function OneItem({ item }: { item: LibraryItem }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const client = useQueryClient();
  const retire = useMutation({
    mutationFn: () => retireItem(item.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
  });
  const { title, owner, licence, mp3Sha256, durationMs } = item;
  return (
    <article className="sheet stack" aria-label={title}>
      <h3>{title}</h3>
      {item.state === 'making' && <p className="soft">{t('library.making')}</p>}
      {item.problem !== null && <Note>{item.problem}</Note>}
      {mp3Sha256 !== null && durationMs !== null && (
        <WaveformPlayer src={mediaUrl(mp3Sha256)} durationMs={durationMs} peaks={item.peaks} name={title} />
      )}
      <p>{t('library.rights', { owner, licence })}</p>
      <p className="soft small">
        {t('library.from', { unit: item.unitName, author: item.addedByName, when: moment(item.addedAt) })}
      </p>
      {item.mayRetire && (
        <details>
          <summary>{t('library.retire')}</summary>
          <div className="stack">
            <p className="soft small">{t('library.retireHelp')}</p>
            <HoldButton
              label={t('library.retireOf', { title })}
              disabled={retire.isPending}
              onHeld={() => retire.mutate()}
            />
          </div>
        </details>
      )}
      <ErrorNote error={retire.error} />
    </article>
  );
}
