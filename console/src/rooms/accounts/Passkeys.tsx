import { Button, TextInput } from '@mantine/core';
import { IconFingerprint, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { listPasskeys, removePasskey } from '../../api.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { addPasskey, knowsPasskeys } from './passkey.ts';
import { PasskeyTrouble } from './PasskeyTrouble.tsx';
import { useDeviceName } from './useDeviceName.ts';

/** Khóa truy cập: those I have, and a new one of this device. */
export function Passkeys() {
  const { t } = useTranslation();
  const { moment } = useTime();
  const client = useQueryClient();
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: listPasskeys });
  const removing = useMutation({
    mutationFn: removePasskey,
    onSuccess: () => client.invalidateQueries({ queryKey: ['passkeys'] }),
  });
  return (
    <section className="sheet stack" aria-labelledby="khoa-truy-cap">
      <div>
        <h2 id="khoa-truy-cap">{t('security.passkeys')}</h2>
        <p className="soft">{t('security.passkeysHelp')}</p>
      </div>
      <ErrorNote error={passkeys.error ?? removing.error} />
      {passkeys.isPending && <Coming lines={1} />}
      {passkeys.data?.length === 0 && <p>{t('security.passkeysNone')}</p>}
      <ul className="stack">
        {passkeys.data?.map(({ id, name, createdAt }) => (
          <li key={id} className="row apart">
            <div style={{ flex: '1 1 12rem', minWidth: 0 }}>
              <IconFingerprint size={18} aria-hidden style={{ verticalAlign: '-3px' }} />{' '}
              {name ?? t('security.passkeyUnnamed')}
              {createdAt && <p className="soft small">{t('security.passkeySince', { when: moment(createdAt) })}</p>}
            </div>
            <Button
              variant="default"
              aria-label={t('security.passkeyRemove', { name: name ?? t('security.passkeyUnnamed') })}
              leftSection={<IconX size={18} aria-hidden />}
              loading={removing.isPending && removing.variables === id}
              onClick={() => removing.mutate(id)}
            >
              {t('act.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {knowsPasskeys() ? <AddPasskey /> : <p className="soft">{t('security.passkeysCannot')}</p>}
    </section>
  );
}

function AddPasskey() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const nameOf = useDeviceName();
  const [name, setName] = useState(() => nameOf(navigator.userAgent));
  const adding = useMutation({
    mutationFn: () => addPasskey(name.trim() || nameOf(navigator.userAgent)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['passkeys'] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput
        label={t('security.passkeyName')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasskeyTrouble error={adding.error} />
      {adding.isSuccess && <Note kind="done">{t('security.passkeyAdded')}</Note>}
      <Button type="submit" variant="default" loading={adding.isPending} style={{ alignSelf: 'flex-start' }}>
        {t('security.passkeyAdd')}
      </Button>
    </form>
  );
}
