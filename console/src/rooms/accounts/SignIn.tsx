import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { confirmBackupCode, confirmSecondStep, readMachine, shareMachine, signIn, signInByLink } from '../../api.ts';
import { paths } from '../../paths.ts';
import { renewSession } from '../../session.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { Logo } from '../../ui/Shell.tsx';
import { MachineAsk } from './MachineAsk.tsx';
import { enterByPasskey, knowsPasskeys } from './passkey.ts';
import { PasskeyTrouble } from './PasskeyTrouble.tsx';
import styles from './signIn.module.css';

/** Sign-in: by e-mail and password, by a one-time link whose secret stands behind the # of the address, on a shared machine by a phone. */
export function SignIn(): ReactNode {
  const { t } = useTranslation();
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [second, setSecond] = useState(false);
  const [byPassword, setByPassword] = useState(false);
  const [shared, setShared] = useState(false);
  const machine = useQuery({ queryKey: ['machine'], queryFn: readMachine, staleTime: Infinity });
  const setUp = machine.data?.setUp === true;
  const { back } = useWords('back');
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${t('signIn.title')} - ${t('product')}`;
  }, [t]);
  const enter = async (): Promise<void> => {
    await renewSession();
    // Only a page of ours: an address with a host would be an invitation elsewhere.
    const target = back?.startsWith('/') && !back.startsWith('//') && back !== paths.signIn ? back : paths.inbox;
    await navigate({ to: target, replace: true });
  };
  const entered = async (): Promise<void> => {
    if (shared) await shareMachine();
    await enter();
  };
  return (
    <main className={styles['page']}>
      <div className={styles['card']}>
        <div className={styles['brand']}>
          <Logo size={52} />
          <div>
            <b>{t('product')}</b>
            <span className="soft">{t('tagline')}</span>
          </div>
        </div>
        {token !== '' ? (
          <ByLink token={token} onEntered={enter} onPassword={() => setToken('')} />
        ) : setUp && !byPassword ? (
          <>
            <MachineAsk onEntered={enter} />
            <Button variant="subtle" onClick={() => setByPassword(true)}>
              {t('signIn.byPassword')}
            </Button>
          </>
        ) : second ? (
          <SecondStep onEntered={entered} />
        ) : (
          <>
            <ByPassword onEntered={entered} onSecond={() => setSecond(true)} />
            {setUp ? (
              <Button
                variant="default"
                leftSection={<IconDeviceMobile size={20} aria-hidden />}
                onClick={() => setByPassword(false)}
              >
                {t('machine.byPhone')}
              </Button>
            ) : (
              <Checkbox
                label={t('machine.choose')}
                description={t('machine.chooseHelp')}
                checked={shared}
                onChange={(event) => setShared(event.currentTarget.checked)}
              />
            )}
          </>
        )}
      </div>
    </main>
  );
}

interface Entering {
  onEntered: () => Promise<void>;
}

function ByPassword({ onEntered, onSecond }: Entering & { onSecond: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: async ({ twoFactorRedirect }) => (twoFactorRedirect ? onSecond() : onEntered()),
  });
  return (
    <Form title={t('signIn.title')} onSubmit={() => entering.mutate()}>
      <TextInput
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ErrorNote error={entering.error} />
      <Button type="submit" loading={entering.isPending}>
        {t('signIn.enter')}
      </Button>
      {knowsPasskeys() && <ByPasskey onEntered={onEntered} />}
      <p className="soft small">{t('signIn.help')}</p>
    </Form>
  );
}

function ByPasskey({ onEntered }: Entering) {
  const { t } = useTranslation();
  const entering = useMutation({ mutationFn: enterByPasskey, onSuccess: onEntered });
  return (
    <>
      <PasskeyTrouble error={entering.error} />
      <Button
        variant="default"
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={entering.isPending}
        onClick={() => entering.mutate()}
      >
        {t('signIn.byPasskey')}
      </Button>
    </>
  );
}

function SecondStep({ onEntered }: Entering) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [paper, setPaper] = useState(false);
  const entering = useMutation({
    mutationFn: () => (paper ? confirmBackupCode(code.trim()) : confirmSecondStep(code.trim())),
    onSuccess: onEntered,
  });
  const change = (): void => {
    setPaper(!paper);
    setCode('');
    entering.reset();
  };
  return (
    <Form title={t('signIn.codeTitle')} onSubmit={() => entering.mutate()}>
      <TextInput
        key={String(paper)}
        label={t(paper ? 'signIn.backupCode' : 'signIn.code')}
        autoComplete={paper ? 'off' : 'one-time-code'}
        inputMode={paper ? 'text' : 'numeric'}
        required
        withAsterisk={false}
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ErrorNote error={entering.error} />
      <Button type="submit" loading={entering.isPending}>
        {t('signIn.codeEnter')}
      </Button>
      <Button variant="subtle" onClick={change}>
        {t(paper ? 'signIn.codeApp' : 'signIn.codeLost')}
      </Button>
    </Form>
  );
}

/** The link is used by a press, not by being opened: previews of messages open links too. */
function ByLink({ token, onEntered, onPassword }: Entering & { token: string; onPassword: () => void }) {
  const { t } = useTranslation();
  const entering = useMutation({ mutationFn: () => signInByLink(token), onSuccess: onEntered });
  return (
    <Form title={t('signIn.linkTitle')} onSubmit={() => entering.mutate()}>
      <p>{t('signIn.linkHelp')}</p>
      <ErrorNote error={entering.error} />
      <Button type="submit" loading={entering.isPending}>
        {t('signIn.linkEnter')}
      </Button>
      <Button variant="subtle" onClick={onPassword}>
        {t('signIn.byPassword')}
      </Button>
    </Form>
  );
}

function Form({ title, onSubmit, children }: { title: string; onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <h1>{title}</h1>
      {children}
    </form>
  );
}
