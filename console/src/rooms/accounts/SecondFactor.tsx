import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { SignInWays } from '@nguon/protocol/http/accounts.ts';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beginSecondFactor, confirmSecondStep, endSecondFactor, readSignInWays } from '../../api.ts';
import { useMe } from '../../session.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { StateWord } from '../../ui/words.tsx';
import styles from './account.module.css';

/** What the app is told and the backup codes, as the server gave them once. */
type Setup = Awaited<ReturnType<typeof beginSecondFactor>>;

/** Xác thực hai bước: turned on by the app's first code, turned off by the password. */
export function SecondFactor() {
  const { t } = useTranslation();
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: readSignInWays });
  return (
    <section className="sheet stack" aria-labelledby="hai-buoc">
      <div>
        <div className="row">
          <h2 id="hai-buoc">{t('security.title')}</h2>
          {ways.data && (
            <StateWord tone={ways.data.secondFactor ? 'good' : 'neutral'}>
              {t(ways.data.secondFactor ? 'security.on' : 'security.off')}
            </StateWord>
          )}
        </div>
        <p className="soft">{t('security.help')}</p>
      </div>
      <ErrorNote error={ways.error} again={() => void ways.refetch()} />
      {ways.isPending && <Coming lines={1} />}
      {ways.data && <Steps ways={ways.data} />}
    </section>
  );
}

function Steps({ ways }: { ways: SignInWays }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['sign-in-ways'] });
    await client.invalidateQueries({ queryKey: ['sessions'] });
  };
  const confirmed = async (): Promise<void> => {
    setCodes(setup?.backupCodes ?? []);
    setSetup(null);
    await renew();
  };
  if (codes) return <BackupCodes codes={codes} onKept={() => setCodes(null)} />;
  if (setup) return <Confirm setup={setup} onConfirmed={confirmed} onCancel={() => setSetup(null)} />;
  if (ways.secondFactor)
    return <ByPassword key="off" word={t('security.turnOff')} act={endSecondFactor} onDone={renew} />;
  if (!ways.password) return <p>{t('security.needPassword')}</p>;
  return (
    <ByPassword key="on" word={t('security.turnOn')} act={beginSecondFactor} onDone={async (made) => setSetup(made)} />
  );
}

/** A button that asks for the password before it acts: whoever finds the screen open changes nothing. */
function ByPassword<T>(props: {
  word: string;
  act: (password: string) => Promise<T>;
  onDone: (made: T) => Promise<void>;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState('');
  const acting = useMutation({ mutationFn: () => props.act(password), onSuccess: props.onDone });
  if (!asking) {
    return (
      <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => setAsking(true)}>
        {props.word}
      </Button>
    );
  }
  return (
    <Form onSubmit={() => acting.mutate()}>
      <PasswordInput
        label={t('security.password')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <ErrorNote error={acting.error} />
      <div className="row">
        <Button type="submit" loading={acting.isPending}>
          {props.word}
        </Button>
        <Button variant="subtle" onClick={() => setAsking(false)}>
          {t('security.cancel')}
        </Button>
      </div>
    </Form>
  );
}

function Confirm(props: { setup: Setup; onConfirmed: () => Promise<void>; onCancel: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirming = useMutation({ mutationFn: () => confirmSecondStep(code.trim()), onSuccess: props.onConfirmed });
  const secret = new URL(props.setup.totpURI).searchParams.get('secret') ?? '';
  return (
    <Form onSubmit={() => confirming.mutate()}>
      <p>{t('security.scan')}</p>
      <QrCode text={props.setup.totpURI} label={t('security.qr')} />
      <a href={props.setup.totpURI}>{t('security.openApp')}</a>
      <CopyField label={t('security.secret')} text={secret} />
      <TextInput
        label={t('security.confirm')}
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ErrorNote error={confirming.error} />
      <div className="row">
        <Button type="submit" loading={confirming.isPending}>
          {t('security.turnOn')}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {t('security.cancel')}
        </Button>
      </div>
    </Form>
  );
}

function BackupCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const { name, email } = useMe();
  return (
    <>
      <Note kind="done">{t('security.turnedOn')}</Note>
      <div className={styles['paper']}>
        <h3>{t('security.codesOf', { name, email })}</h3>
        <p>{t('security.codesHelp')}</p>
        <ul className={styles['codes']}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div className="row">
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
          {t('security.print')}
        </Button>
        <Button onClick={onKept}>{t('security.kept')}</Button>
      </div>
    </>
  );
}

function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="stack" onSubmit={submit}>
      {children}
    </form>
  );
}
