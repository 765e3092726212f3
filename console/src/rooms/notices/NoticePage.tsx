import type { NoticeDesk } from '@nguon/protocol/http/notices.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openDesk } from '../../api-notices.ts';
import { setClock } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { readKey, type PhoneKey } from '../accounts/phone-key.ts';
import { useFourWords } from '../accounts/useFourWords.ts';
import { useLinkToken } from '../requests/useLinkToken.ts';
import { FirstPhone } from './FirstPhone.tsx';
import { SentNotices } from './SentNotices.tsx';
import { WriteNotice } from './WriteNotice.tsx';

/** Thông báo của thôn: what a village head finds behind the link. Nobody is signed in here. */
export function NoticePage(): ReactNode {
  const { t } = useTranslation();
  const token = useLinkToken();
  const opened = useQuery({
    queryKey: ['notice-desk', token],
    queryFn: async () => {
      const desk = await openDesk(token);
      setClock(Date.parse(desk.now));
      return { desk, key: await readKey(desk.person).catch(() => null) };
    },
    enabled: token !== '',
    refetchInterval: ({ state }) => (state.data?.desk.phone === 'waiting' ? 10_000 : 60_000),
  });
  if (opened.data) return <Behind key={token} token={token} desk={opened.data.desk} own={opened.data.key} />;
  return (
    <Page title={t('notice.title')} width="narrow">
      {token === '' ? <Note kind="error">{t('approving.linkMissing')}</Note> : <ErrorNote error={opened.error} />}
      {opened.isLoading && <Coming />}
    </Page>
  );
}

function Behind({ token, desk, own }: { token: string; desk: NoticeDesk; own: PhoneKey | null }) {
  const { t } = useTranslation();
  const { personName, unitName, phone } = desk;
  const lead = <p className="soft">{t('notice.of', { name: personName, unit: unitName })}</p>;
  if (phone === 'standing' && own !== null && own.x === desk.x) {
    return <WriteNotice {...{ token, desk, own, lead }} />;
  }
  return (
    <Page title={t('notice.title')} width="narrow">
      {lead}
      <Why {...{ token, desk, own }} />
      {own !== null && own.x === desk.x && <SentNotices sent={desk.sent} />}
    </Page>
  );
}

/** Why nothing can be written on this phone now. */
function Why({ token, desk, own }: { token: string; desk: NoticeDesk; own: PhoneKey | null }) {
  const { t } = useTranslation();
  if (desk.phone === 'none') return <FirstPhone token={token} person={desk.person} />;
  if (own?.x !== desk.x || desk.x === null) return <Note kind="error">{t('notice.other')}</Note>;
  if (desk.phone === 'locked') return <Note kind="error">{t('notice.locked')}</Note>;
  return <Words root={desk.root} x={desk.x} />;
}

function Words({ root, x }: { root: string; x: string }) {
  const { t } = useTranslation();
  const words = useFourWords(root, x);
  return (
    <Note>
      <p>
        <b>{t('notice.words', { words })}</b>
      </p>
      <p>{t('notice.waiting')}</p>
    </Note>
  );
}
