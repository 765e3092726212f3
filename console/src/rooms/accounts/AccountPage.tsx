import { Button, PasswordInput } from '@mantine/core';
import { IconDeviceDesktop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { endSession, listSessions, setPassword } from '../../api.ts';
import { useMe } from '../../session.ts';
import { writtenDate } from '../../time.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { StateWord } from '../../ui/words.tsx';
import { Delegations } from './Delegations.tsx';
import { Passkeys } from './Passkeys.tsx';
import { Phones } from './Phones.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { SharedMachine } from './SharedMachine.tsx';
import { useDeviceName } from './useDeviceName.ts';

const SHORTEST = 10;

/** Tài khoản của tôi: what I may do, where I am signed in, my password. */
export function AccountPage(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Page title={t('nav.account')} width="narrow">
      <section className="sheet stack-tight">
        <h2>{me.name}</h2>
        <p className="soft">{me.email}</p>
        <h3>{t('account.grants')}</h3>
        {me.grants.length === 0 && <p>{t('account.noGrants')}</p>}
        <ul>
          {me.grants.map((grant) => (
            <li key={grant.id}>
              {t(`roles.${grant.role}`)}, {grant.unitName}
              {grant.delegation && (
                <>
                  ,{' '}
                  {t('delegation.from', {
                    name: grant.delegation.byName,
                    date: writtenDate(grant.delegation.until),
                  })}
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
      <Delegations />
      {me.sharedMachine ? <SharedMachine /> : <OwnKeys />}
      <Sessions />
    </Page>
  );
}

/** How one signs in; none of it is changed on a shared machine. */
function OwnKeys() {
  const me = useMe();
  return (
    <>
      <PasswordForm />
      <SecondFactor />
      <Passkeys />
      {me.grants.some(({ role }) => role === 'commune-leader' || role === 'editorial-board') && <Phones />}
    </>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const [password, put] = useState('');
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const setting = useMutation({
    mutationFn: () => setPassword(password),
    onSuccess: async () => {
      put('');
      setTried(false);
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (password.length >= SHORTEST) setting.mutate();
  };
  return (
    <form className="sheet stack" onSubmit={submit}>
      <h2>{t('account.password')}</h2>
      <PasswordInput
        label={t('account.newPassword')}
        description={t('account.passwordHelp')}
        autoComplete="new-password"
        maxLength={200}
        value={password}
        error={tried && password.length < SHORTEST && !setting.isSuccess ? t('account.passwordShort') : null}
        onChange={(event) => put(event.currentTarget.value)}
      />
      <ErrorNote error={setting.error} />
      {setting.isSuccess && <Note kind="done">{t('account.passwordSet')}</Note>}
      <Button type="submit" loading={setting.isPending}>
        {t('account.password')}
      </Button>
    </form>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const { moment } = useTime();
  const client = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: listSessions });
  const nameOf = useDeviceName();
  const ending = useMutation({
    mutationFn: endSession,
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <section className="sheet stack">
      <div>
        <h2>{t('account.sessions')}</h2>
        <p className="soft">{t('account.sessionsHelp')}</p>
      </div>
      <ErrorNote error={sessions.error ?? ending.error} />
      {sessions.isPending && <Coming lines={2} />}
      <ul className="stack">
        {sessions.data?.map((session) => (
          <li key={session.id} className="row apart">
            <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
              <IconDeviceDesktop size={18} aria-hidden style={{ verticalAlign: '-3px' }} /> {nameOf(session.device)}{' '}
              {session.current && <StateWord tone="good">{t('account.thisOne')}</StateWord>}
              <p className="soft small">{t('account.since', { when: moment(session.createdAt) })}</p>
            </div>
            {!session.current && (
              <Button
                variant="default"
                loading={ending.isPending && ending.variables === session.id}
                onClick={() => ending.mutate(session.id)}
              >
                {t('account.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
