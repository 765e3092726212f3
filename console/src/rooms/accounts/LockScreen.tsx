import { Button, PasswordInput } from '@mantine/core';
import { IconDeviceMobile, IconLock } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut, unlockMachine } from '../../api.ts';
import { renewSession } from '../../session.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { MachineAsk } from './MachineAsk.tsx';
import styles from './signIn.module.css';

/** A shared machine that nobody used: who is on it, and how it is opened again. The server has locked it already; this only says so. */
export function LockScreen({ name }: { name: string }) {
  const { t } = useTranslation();
  const [byPhone, setByPhone] = useState(false);
  const [password, setPassword] = useState('');
  const opening = useMutation({ mutationFn: () => unlockMachine(password), onSuccess: renewSession });
  const leaving = useMutation({ mutationFn: signOut, onSuccess: renewSession });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    opening.mutate();
  };
  return (
    <main className={styles['page']}>
      <div className={styles['card']}>
        {byPhone ? (
          <>
            <MachineAsk onEntered={renewSession} />
            <Button variant="subtle" onClick={() => setByPhone(false)}>
              {t('machine.byPassword')}
            </Button>
          </>
        ) : (
          <form className={styles['form']} onSubmit={submit}>
            <h1>
              <IconLock aria-hidden style={{ verticalAlign: '-4px' }} /> {t('machine.locked')}
            </h1>
            <p>{t('machine.lockedHelp', { name })}</p>
            <PasswordInput
              label={t('machine.passwordOf', { name })}
              autoComplete="off"
              required
              withAsterisk={false}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <ErrorNote error={opening.error ?? leaving.error} />
            <Button type="submit" loading={opening.isPending}>
              {t('machine.unlock')}
            </Button>
            <Button variant="default" leftSection={<IconDeviceMobile aria-hidden />} onClick={() => setByPhone(true)}>
              {t('machine.unlockByPhone')}
            </Button>
            <Button variant="subtle" loading={leaving.isPending} onClick={() => leaving.mutate()}>
              {t('machine.someoneElse')}
            </Button>
          </form>
        )}
      </div>
    </main>
  );
}
