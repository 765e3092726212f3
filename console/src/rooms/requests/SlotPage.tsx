import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { readInbox, readRequest } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { screenWay } from './approving.ts';
import { Together } from './Together.tsx';

/** Duyệt cả buổi: all that waits for one slot, heard in one go and approved by one press. */
export function SlotPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const { unit, at } = useWords('unit', 'at');
  // Asked once: what is approved leaves the inbox and must not leave this screen.
  const found = useQuery({
    queryKey: ['slot-requests', unit, at],
    queryFn: async () => {
      const slot = (await readInbox()).slots.find((one) => one.unit === unit && one.at === at);
      return Promise.all((slot?.requests ?? []).map(readRequest));
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  const title = t('slotApproval.title');
  if (!found.data || found.data.length === 0) {
    return (
      <Page title={title} width="narrow">
        {found.data ? <Note>{t('slotApproval.none')}</Note> : !found.error && <Coming />}
        <ErrorNote error={found.error} again={() => void found.refetch()} />
        {found.data && <Link to={paths.inbox}>{t('nav.inbox')}</Link>}
      </Page>
    );
  }
  return (
    <Together
      views={found.data}
      at={at ?? ''}
      person={me.id}
      wayOf={(view) => screenWay(view.id)}
      mustSign={false}
      beside={(view) => (
        <Link to={paths.request} params={{ request: view.id }}>
          {t('slotApproval.open')}
        </Link>
      )}
    />
  );
}
