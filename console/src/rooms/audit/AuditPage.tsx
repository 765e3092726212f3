import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { AuditEntry } from '@nguon/protocol/http/audit.ts';
import { IconLock, IconLockOpen2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { listAudit } from '../../api.ts';
import { paths } from '../../paths.ts';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import styles from './audit.module.css';

/** Nhật ký hệ thống: who did what, newest first. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const { kind, id } = useWords('kind', 'id');
  const found = useInfiniteQuery({
    queryKey: ['audit', kind, id],
    queryFn: ({ pageParam }) => listAudit({ subjectKind: kind, subjectId: id, before: pageParam }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next === null ? undefined : page.items.at(-1)?.id),
  });
  const entries = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('nav.audit')}>
      <div className="row apart">
        <p className="soft">{t('audit.lead')}</p>
        {(kind !== undefined || id !== undefined) && <Link to={paths.audit}>{t('bulletins.clear')}</Link>}
      </div>
      <ErrorNote error={found.error} again={() => void found.refetch()} />
      {found.isPending && <Coming />}
      {found.data && entries.length === 0 && <p className="soft">{t('audit.empty')}</p>}
      <ol className={styles['list']}>
        {entries.map((entry) => (
          <li key={entry.id} className={styles['entry']}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('audit.older')}
        </Button>
      )}
    </Page>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const { moment } = useTime();
  const act = `acts.${entry.act}`;
  const details = Object.entries(entry.details).filter(([, value]) => value !== null);
  const about = [entry.details['name'], entry.details['title'], entry.details['email']].find(
    (each) => typeof each === 'string',
  );
  const Seal = entry.seal === null ? IconLockOpen2 : IconLock;
  return (
    <>
      <time dateTime={entry.at}>{moment(entry.at)}</time>
      <div className="said">{entry.actor === null ? entry.actorName || t('audit.system') : entry.actorName}</div>
      {/* Acts are named by the rooms that do them; one without words of its own is shown as it is kept. */}
      <div>
        <b>{i18n.exists(act) ? t(act as 'acts.user.added') : entry.act}</b>
        {about !== undefined && <span className="soft"> {about}</span>}
      </div>
      <span className="soft small">
        <Seal size={16} aria-hidden style={{ verticalAlign: '-3px' }} />{' '}
        {entry.seal === null ? t('audit.unsealed') : t('audit.sealed')}
      </span>
      {details.length > 0 && (
        <details>
          <summary>{t('audit.details')}</summary>
          <dl className={styles['details']}>
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{i18n.exists(`auditFacts.${name}`) ? t(`auditFacts.${name}` as 'auditFacts.name') : name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}
