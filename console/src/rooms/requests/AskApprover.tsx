import { Button, TextInput } from '@mantine/core';
import type { Approver, RequestView } from '@nguon/protocol/http/requests.ts';
import { IconMessage } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { approveByCode, listApprovers, makeApprovalLink, makeSlotLink, sendCode } from '../../api.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { SendLink } from '../../ui/SendLink.tsx';
import { useTime } from '../../ui/useTime.ts';

type Person = z.infer<typeof Approver>;

/** Gửi cho người duyệt: a link through Zalo or SMS, or a code that the approver reads out. */
export function AskApprover({
  view,
  onDecided,
}: {
  view: RequestView;
  onDecided: (view: RequestView) => Promise<void>;
}) {
  const { t } = useTranslation();
  const people = useQuery({ queryKey: ['approvers', view.id], queryFn: () => listApprovers(view.id), retry: false });
  return (
    <section className="sheet stack" aria-labelledby="gui-nguoi-duyet">
      <div>
        <h2 id="gui-nguoi-duyet">{t('asking.title')}</h2>
        <p className="soft">{t('asking.help')}</p>
      </div>
      <ErrorNote error={people.error} />
      {people.isPending && <Coming lines={2} />}
      {people.data?.length === 0 && <p>{t('asking.nobody')}</p>}
      <ul className="stack">
        {people.data?.map((person) => (
          <li key={person.user} className="stack-tight">
            <b>{person.name}</b>
            {!person.hasPhone && <p className="soft small">{t('asking.noPhone')}</p>}
            {view.together > 1 && (
              <SendLink
                make={() => makeSlotLink(view.id, person.user)}
                label={t('asking.shareSlot', { count: view.together })}
              />
            )}
            <SendLink make={() => makeApprovalLink(view.id, person.user)} />
            {person.hasNumber && <ByCode {...{ view, person, onDecided }} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ByCode(props: { view: RequestView; person: Person; onDecided: (view: RequestView) => Promise<void> }) {
  const { view, person, onDecided } = props;
  const { t } = useTranslation();
  const { moment } = useTime();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const sending = useMutation({ mutationFn: () => sendCode(view.id, person.user) });
  const approving = useMutation({
    mutationFn: () => approveByCode(view.id, { approver: person.user, code }),
    onSuccess: onDecided,
    onSettled: () => setCode(''),
  });
  // The officer is on the telephone by now: the digits go in without another tap.
  useEffect(() => field.current?.focus(), [sending.data]);
  return (
    <>
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconMessage aria-hidden />}
        loading={sending.isPending}
        onClick={() => sending.mutate()}
      >
        {t('asking.code')}
      </Button>
      <ErrorNote error={sending.error} />
      {sending.data && (
        <form
          className="stack-tight"
          onSubmit={(event) => {
            event.preventDefault();
            approving.mutate();
          }}
        >
          <Note>{t('asking.codeSent', { to: sending.data.to, when: moment(sending.data.expiresAt) })}</Note>
          <TextInput
            label={t('asking.enter')}
            description={t('asking.unheard')}
            inputMode="numeric"
            autoComplete="off"
            ref={field}
            maxLength={7}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 6))}
          />
          <ErrorNote error={approving.error} />
          <Button type="submit" loading={approving.isPending} disabled={code.length !== 6}>
            {t('asking.approve')}
          </Button>
        </form>
      )}
    </>
  );
}
