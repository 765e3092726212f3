import { Button, TextInput } from '@mantine/core';
import type { MachineView } from '@nguon/protocol/http/machines.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmMachine, viewMachine } from '../../api.ts';
import { useMe } from '../../session.ts';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { Page } from '../../ui/Page.tsx';
import { useTime } from '../../ui/useTime.ts';
import { useDeviceName } from './useDeviceName.ts';

/** On the phone that read a shared machine's picture: which machine asks, and the digits on its screen that let it in. */
export function MachinePage(): ReactNode {
  const { t } = useTranslation();
  const [token] = useState(() => location.hash.slice(1));
  const machine = useQuery({ queryKey: ['machine-view', token], queryFn: () => viewMachine(token), retry: false });
  return (
    <Page title={t('machine.confirmTitle')} width="narrow">
      <ErrorNote error={machine.error} />
      {machine.isPending && <Coming lines={2} />}
      {machine.data && <Confirm token={token} machine={machine.data} />}
    </Page>
  );
}

function Confirm({ token, machine }: { token: string; machine: MachineView }) {
  const { t } = useTranslation();
  const me = useMe();
  const { moment } = useTime();
  const nameOf = useDeviceName();
  const [code, setCode] = useState('');
  const confirming = useMutation({ mutationFn: () => confirmMachine(token, code.trim()) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirming.mutate();
  };
  if (confirming.isSuccess) return <Note kind="done">{t('machine.confirmed')}</Note>;
  return (
    <form className="sheet stack" onSubmit={submit}>
      <p>{t('machine.asks', { device: nameOf(machine.device), when: moment(machine.askedAt), name: me.name })}</p>
      <p className="soft">
        {t('machine.stands', { unit: machine.unitName, by: machine.setUpByName, when: moment(machine.setUpAt) })}
      </p>
      <Note>{t('machine.warning')}</Note>
      <TextInput
        label={t('machine.enterCode')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ErrorNote error={confirming.error} />
      <Button type="submit" loading={confirming.isPending}>
        {t('machine.letIn')}
      </Button>
    </form>
  );
}
