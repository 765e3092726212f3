import type { ReactNode } from 'react';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { BulletinState } from '@nguon/protocol/http/bulletins.ts';
import type { BulletinPage } from '@nguon/protocol/http/bulletins.ts';
import { IconChevronRight, IconFileText, IconMapPin, IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import type { z } from 'zod';
import { listBulletins } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { Coming, EmptyNote, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { ClassWord } from '../../ui/words.tsx';
import { BulletinStateWord } from './BulletinStateWord.tsx';
import styles from '../requests/inbox.module.css';

type Row = z.infer<typeof BulletinPage>['items'][number];

/** Danh sách bản tin: newest first; what is looked for stands in the address. */
export function BulletinList(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { text, state } = useWords('text', 'state');
  const wanted = BulletinState.safeParse(state).data;
  const found = useInfiniteQuery({
    queryKey: ['bulletins', text, wanted],
    queryFn: ({ pageParam }) => listBulletins({ text, state: wanted, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const foot = may(me, 'write') && (
    <FootButtons>
      <Button
        data-main
        leftSection={<IconPencilPlus aria-hidden />}
        onClick={() => void navigate({ to: paths.compose })}
      >
        {t('nav.compose')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('nav.bulletins')} width="narrow" foot={foot}>
      <Filters text={text ?? ''} state={wanted ?? ''} />
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Coming />}
      {found.data && rows.length === 0 && <Nothing filtered={text !== undefined || wanted !== undefined} />}
      <ul className={styles['list']}>
        {rows.map((row) => (
          <li key={row.id}>
            <RowCard row={row} />
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('act.more')}
        </Button>
      )}
    </Page>
  );
}

function Filters({ text, state }: { text: string; state: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const put = (changed: { text?: string; state?: string }): void => {
    const { text: words, state: wanted } = { text, state, ...changed };
    void navigate({
      to: paths.bulletins,
      search: { ...(words !== '' && { text: words }), ...(wanted !== '' && { state: wanted }) },
      replace: true,
    });
  };
  const search = useDebouncedCallback((words: string) => put({ text: words }), 300);
  return (
    <div className="row" role="search" style={{ alignItems: 'end' }}>
      <TextInput
        style={{ flex: '2 1 14rem' }}
        type="search"
        label={t('bulletins.find')}
        leftSection={<IconSearch size={20} aria-hidden />}
        defaultValue={text}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <NativeSelect
        style={{ flex: '1 1 11rem' }}
        label={t('bulletins.state')}
        value={state}
        data={[
          { value: '', label: t('bulletins.anyState') },
          ...BulletinState.options.map((value) => ({ value, label: t(`bulletinStates.${value}`) })),
        ]}
        onChange={(event) => put({ state: event.currentTarget.value })}
      />
    </div>
  );
}

function RowCard({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  return (
    <Link to={paths.bulletin} params={{ bulletin: row.id }} className={styles['task']} data-class={row.class}>
      <div className="row">
        <BulletinStateWord state={row.state} />
        <ClassWord of={row.class} />
      </div>
      <h2>{row.title}</h2>
      <div className={styles['where']}>
        <span>
          <IconMapPin size={16} aria-hidden /> {row.unitName}
        </span>
      </div>
      <p className="soft small">{t('bulletins.line', { author: row.authorName, when: moment(row.updatedAt) })}</p>
      <IconChevronRight className={styles['arrow']} aria-hidden />
    </Link>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  if (!filtered) {
    return (
      <EmptyNote
        icon={<IconFileText size={36} aria-hidden />}
        title={t('bulletins.empty')}
        help={t('bulletins.emptyHelp')}
      />
    );
  }
  return (
    <div className="row">
      <p>{t('bulletins.noneFound')}</p>
      <Link to={paths.bulletins}>{t('bulletins.clear')}</Link>
    </div>
  );
}
