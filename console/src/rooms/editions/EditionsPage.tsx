import { Button } from '@mantine/core';
import type { BulletinPage } from '@nguon/protocol/http/bulletins.ts';
import { IconChevronRight, IconCopy, IconPlaylistAdd, IconRadio } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { copyEdition, listBulletins } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { Coming, EmptyNote, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { BulletinStateWord } from '../bulletins/BulletinStateWord.tsx';
import styles from '../requests/inbox.module.css';

type Row = z.infer<typeof BulletinPage>['items'][number];

/** Chương trình phát thanh: those of one's areas, newest first; a new one is begun here, or copied from the last. */
export function EditionsPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const found = useQuery({ queryKey: ['editions'], queryFn: () => listBulletins({ kind: 'edition' }) });
  const rows = found.data?.items ?? [];
  return (
    <Page title={t('edition.list')} width="narrow" foot={may(me, 'write') && <Begin latest={rows[0]} />}>
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Coming />}
      {found.data && rows.length === 0 && (
        <EmptyNote
          icon={<IconRadio size={36} aria-hidden />}
          title={t('edition.empty')}
          help={t('edition.emptyHelp')}
        />
      )}
      <ul className={styles['list']}>
        {rows.map((row) => (
          <li key={row.id}>
            <OneEdition row={row} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function OneEdition({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  return (
    <Link to={paths.edition} params={{ edition: row.id }} className={styles['task']}>
      <div className="row">
        <BulletinStateWord state={row.state} />
      </div>
      <h2>{row.title}</h2>
      <p className="soft small">
        {row.unitName}. {t('bulletins.line', { author: row.authorName, when: moment(row.updatedAt) })}
      </p>
      <IconChevronRight className={styles['arrow']} aria-hidden />
    </Link>
  );
}

function Begin({ latest }: { latest: Row | undefined }) {
  const { t } = useTranslation();
  const { now, near, day } = useTime();
  const navigate = useNavigate();
  const copy = useMutation({
    mutationFn: (id: string) => copyEdition(id, t('edition.named', { day: day(now) })),
    onSuccess: ({ bulletin }) => navigate({ to: paths.edition, params: { edition: bulletin.id } }),
  });
  return (
    <>
      <ErrorNote error={copy.error} />
      <FootButtons>
        {latest && (
          <Button
            variant="default"
            leftSection={<IconCopy aria-hidden />}
            loading={copy.isPending}
            onClick={() => copy.mutate(latest.id)}
            title={`${latest.title}, ${near(latest.updatedAt)}`}
          >
            {t('edition.copy')}
          </Button>
        )}
        <Button
          data-main
          leftSection={<IconPlaylistAdd aria-hidden />}
          onClick={() => void navigate({ to: paths.newEdition })}
        >
          {t('edition.make')}
        </Button>
      </FootButtons>
    </>
  );
}
