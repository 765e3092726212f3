import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type DeviceRow } from '@nguon/protocol/http/devices.ts';
import { IconAntenna, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../address.ts';
import { listDevices } from '../../api.ts';
import { paths } from '../../paths.ts';
import { may, useMe } from '../../session.ts';
import { Coming, EmptyNote, ErrorNote } from '../../ui/notes.tsx';
import { FootButtons, Page } from '../../ui/Page.tsx';
import { AddDevice } from './AddDevice.tsx';
import { DeviceCard } from './DeviceCard.tsx';
import styles from './devices.module.css';
import { isFound } from './find.ts';

const STATES = ['online', 'late', 'offline', 'never', 'revoked'] as const satisfies readonly DeviceRow['state'][];

/** Thiết bị: which speakers and boards answer, which do not and since when. What is looked for stands in the address. */
export function DeviceList(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const keeps = may(me, 'keepDevices');
  const [adding, setAdding] = useState(false);
  const { text = '', state, device } = useWords('text', 'state', 'device');
  const wanted = STATES.find((each) => each === state);
  const revoked = wanted === 'revoked';
  const devices = useQuery({
    queryKey: ['devices', revoked],
    queryFn: () => listDevices(revoked),
    refetchInterval: 10_000,
  });
  const all = devices.data?.items ?? [];
  const shown = all.filter(
    (each) => (device === undefined || each.id === device) && (!wanted || each.state === wanted) && isFound(each, text),
  );
  const foot = keeps && (
    <FootButtons>
      <Button data-main leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
        {t('devices.add')}
      </Button>
    </FootButtons>
  );
  return (
    <Page title={t('nav.devices')} foot={foot}>
      {all.length > 0 && (
        <p className="soft">
          {t('devices.count', { online: all.filter((each) => each.state === 'online').length, all: all.length })}
        </p>
      )}
      <Filters text={text} state={wanted ?? ''} />
      <ErrorNote error={devices.error} again={() => void devices.refetch()} />
      {devices.isPending && <Coming />}
      {devices.data && all.length === 0 && (
        <EmptyNote
          icon={<IconAntenna size={36} aria-hidden />}
          title={t('devices.empty')}
          help={t('devices.emptyHelp')}
        />
      )}
      {all.length > 0 && shown.length === 0 && (
        <div className="row">
          <p>{t('devices.noneFound')}</p>
          <Link to={paths.devices}>{t('bulletins.clear')}</Link>
        </div>
      )}
      <ul className={styles['grid']}>
        {shown.map((each) => (
          <li key={each.id}>
            <DeviceCard device={each} keeps={keeps} />
          </li>
        ))}
      </ul>
      <AddDevice opened={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Filters({ text, state }: { text: string; state: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const put = (changed: { text?: string; state?: string }): void => {
    const { text: words, state: wanted } = { text, state, ...changed };
    void navigate({
      to: paths.devices,
      search: { ...(words !== '' && { text: words }), ...(wanted !== '' && { state: wanted }) },
      replace: true,
    });
  };
  const search = useDebouncedCallback((words: string) => put({ text: words }), 250);
  return (
    <div className="row" role="search" style={{ alignItems: 'end' }}>
      <TextInput
        style={{ flex: '2 1 14rem' }}
        type="search"
        label={t('devices.find')}
        leftSection={<IconSearch size={20} aria-hidden />}
        defaultValue={text}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <NativeSelect
        style={{ flex: '1 1 11rem' }}
        label={t('devices.state')}
        value={state}
        data={[
          { value: '', label: t('devices.anyState') },
          ...STATES.map((value) => ({ value, label: t(`devices.states.${value}`) })),
        ]}
        onChange={(event) => put({ state: event.currentTarget.value })}
      />
    </div>
  );
}
