import { Button } from '@mantine/core';
import type { LinkedSlot, RequestView } from '@nguon/protocol/http/requests.ts';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openSlotLink } from '../../api.ts';
import { setClock } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { readKey } from '../accounts/phone-key.ts';
import { linkWay, type Way } from './approving.ts';
import { NotEnrolled } from './NotEnrolled.tsx';
import { ReturnForm } from './ReturnForm.tsx';
import { Together } from './Together.tsx';
import { useLinkToken } from './useLinkToken.ts';
import { isDecided } from './useSlotApproval.ts';

/** Duyệt cả buổi from a personal link: all that waits for one slot, by this phone's PIN. Nobody is signed in here. */
export function SlotLinkPage(): ReactNode {
  const { t } = useTranslation();
  const token = useLinkToken();
  // Asked once: what is approved must not leave this screen.
  const opened = useQuery({
    queryKey: ['slot-link', token],
    queryFn: async () => {
      const linked = await openSlotLink(token);
      setClock(Date.parse(linked.now));
      return linked;
    },
    enabled: token !== '',
    staleTime: Infinity,
    gcTime: 0,
  });
  if (opened.data && opened.data.views.length > 0)
    return <Linked key={`${token} ${opened.dataUpdatedAt}`} token={token} linked={opened.data} />;
  return (
    <Page title={t('slotApproval.title')} width="narrow">
      {token === '' ? <Note kind="error">{t('approving.linkMissing')}</Note> : <ErrorNote error={opened.error} />}
      {opened.isLoading && <Coming />}
      {opened.data && <Note>{t('slotApproval.noneLinked')}</Note>}
    </Page>
  );
}

function Linked({ token, linked }: { token: string; linked: LinkedSlot }) {
  const { t } = useTranslation();
  const { person, personName, views, at } = linked;
  const key = useQuery({
    queryKey: ['phone-key', person],
    queryFn: () => readKey(person).catch(() => null),
    staleTime: 0,
  });
  const wayOf = (view: RequestView): Way => linkWay(token, view.id);
  return (
    <Together
      {...{ views, at, person, wayOf }}
      mustSign
      lead={
        <>
          <p className="soft">{t('approving.linkFor', { name: personName })}</p>
          {key.data === null && <NotEnrolled name={personName} />}
        </>
      }
      beside={(view, outcome, giveBack) =>
        view.mayApprove &&
        key.data != null &&
        !isDecided(outcome) && <ReturnOne {...{ view, person, giveBack }} way={wayOf(view)} signKey={key.data} />
      }
    />
  );
}

type ReturnProps = Pick<Parameters<typeof ReturnForm>[0], 'view' | 'way' | 'person' | 'signKey'>;

/** Trả lại one of them; the others go on. */
function ReturnOne({ giveBack, ...form }: ReturnProps & { giveBack: (view: RequestView) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { title } = form.view.request.screen;
  return (
    <>
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconArrowBackUp aria-hidden />}
        aria-label={`${t('request.return')}: ${title}`}
        onClick={() => setOpened(true)}
      >
        {t('request.return')}
      </Button>
      <ReturnForm
        {...form}
        opened={opened}
        onClose={() => setOpened(false)}
        onDecided={async () => giveBack(form.view)}
      />
    </>
  );
}
