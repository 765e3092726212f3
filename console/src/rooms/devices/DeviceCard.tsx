import { Button, Slider } from '@mantine/core';
import type { CommandBody, DeviceRow } from '@nguon/protocol/http/devices.ts';
import {
  IconAntenna,
  IconAntennaOff,
  IconCircleOff,
  IconClock,
  IconMapPin,
  IconRefresh,
  IconVolume,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { commandDevice, revokeDevice } from '../../api.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { StateWord } from '../../ui/words.tsx';
import styles from './devices.module.css';

const SHAPES = {
  online: IconAntenna,
  late: IconClock,
  offline: IconAntennaOff,
  never: IconCircleOff,
  revoked: IconCircleOff,
} as const;

/** One device: where it is, whether it answers, and for its keeper what can be done to it. */
export function DeviceCard({ device, keeps }: { device: DeviceRow; keeps: boolean }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const Shape = SHAPES[device.state];
  const facts = [
    device.sentence === '' &&
      device.lastContactAt !== null &&
      t('devices.last', { when: moment(device.lastContactAt) }),
    device.volume !== null && t('devices.volumeOf', { percent: device.volume }),
    device.clockTrusted === false && t('devices.clock'),
    device.software !== null && t('devices.software', { version: device.software }),
    t('devices.serial', { serial: device.serial }),
  ].filter((fact) => fact !== false);
  return (
    <section className="sheet stack-tight" aria-label={device.name}>
      <div className="row">
        <StateWord tone={device.state === 'online' ? 'good' : 'neutral'} icon={<Shape size={16} aria-hidden />}>
          {t(`devices.states.${device.state}`)}
        </StateWord>
        <span className="soft small">{t(`devices.kinds.${device.kind}`)}</span>
      </div>
      <h2>{device.name}</h2>
      <p className="soft">
        <IconMapPin size={16} aria-hidden style={{ verticalAlign: '-2px' }} /> {device.unitName}
      </p>
      {device.sentence !== '' && <p className="said">{device.sentence}</p>}
      {device.playing !== null && <p className="said">{t('devices.playing', { title: device.playing })}</p>}
      <p className="soft small">{facts.join(' · ')}</p>
      {keeps && device.state !== 'revoked' && <Keeping device={device} />}
    </section>
  );
}

function Keeping({ device }: { device: DeviceRow }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [volume, setVolume] = useState(device.volume ?? 60);
  const renew = (): Promise<void> => client.invalidateQueries({ queryKey: ['devices'] });
  const command = useMutation({ mutationFn: (body: CommandBody) => commandDevice(device.id, body), onSuccess: renew });
  const revoke = useMutation({ mutationFn: () => revokeDevice(device.id), onSuccess: renew });
  const sounds = device.kind !== 'board';
  return (
    <details className={styles['keeping']}>
      <summary>
        {t('devices.actions')} <span className="unseen">{device.name}</span>
      </summary>
      <div className="stack">
        {sounds && (
          <div className="stack-tight">
            <b>{t('devices.volumeOf', { percent: volume })}</b>
            <Slider
              thumbLabel={t('devices.volume')}
              min={0}
              max={100}
              step={5}
              size="lg"
              thumbSize={28}
              label={null}
              value={volume}
              onChange={setVolume}
            />
            <Button variant="default" onClick={() => command.mutate({ kind: 'volume', percent: volume })}>
              {t('devices.setVolume')}
            </Button>
          </div>
        )}
        <div className="row">
          {sounds && (
            <Button
              variant="default"
              leftSection={<IconVolume size={18} aria-hidden />}
              onClick={() => command.mutate({ kind: 'test-tone' })}
            >
              {t('devices.tone')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            onClick={() => command.mutate({ kind: 'restart' })}
          >
            {t('devices.restart')}
          </Button>
        </div>
        {command.isSuccess && <Note kind="done">{t('devices.sent')}</Note>}
        <ErrorNote error={command.error ?? revoke.error} />
        <p className="soft small">{t('devices.revokeHelp')}</p>
        <HoldButton
          label={t('devices.revoke')}
          icon={<IconCircleOff aria-hidden />}
          disabled={revoke.isPending}
          onHeld={() => revoke.mutate()}
        />
      </div>
    </details>
  );
}
