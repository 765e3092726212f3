import type { OnAir } from '@nguon/protocol/http/broadcasts.ts';
import { IconPlayerStopFilled, IconVolume } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { stopArea, stopOrder } from '../../api.ts';
import { grantsFor, unitsOf, useMe } from '../../session.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Coming, ErrorNote, Note } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { StateWord } from '../../ui/words.tsx';
import styles from './stop.module.css';

type Item = z.infer<typeof OnAir>['items'][number];

/** What sounds now or within the hour where this person may stop it, each with its red button, and all of an area. */
export function StopList({
  onAir,
  error,
  again,
}: {
  onAir: z.infer<typeof OnAir> | undefined;
  error: unknown;
  again: () => void;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const [said, setSaid] = useState('');
  const areas = unitsOf(grantsFor(me, 'stop'));
  return (
    <div className={styles['list']}>
      <p className="soft">{t('stop.lead')}</p>
      <div role="status">{said !== '' && <Note kind="done">{said}</Note>}</div>
      <ErrorNote error={error} again={again} />
      {!onAir && !error && <Coming lines={2} />}
      {onAir?.items.length === 0 && <p>{t('stop.nothing')}</p>}
      {onAir?.items.map((item) => (
        <OneItem key={item.order} item={item} onStopped={setSaid} />
      ))}
      {areas.map((area) => (
        <WholeArea key={area.id} area={area} onStopped={setSaid} />
      ))}
    </div>
  );
}

function OneItem({ item, onStopped }: { item: Item; onStopped: (said: string) => void }) {
  const { t } = useTranslation();
  const { time, moment } = useTime();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopOrder(item.order),
    onSuccess: async ({ at }) => {
      onStopped(t('stop.stopped', { title: item.title, at: time(at) }));
      await client.invalidateQueries();
    },
  });
  return (
    <section className={styles['item']} aria-label={item.title}>
      <div className="row">
        {item.playing ? (
          <StateWord tone="good" icon={<IconVolume size={16} aria-hidden />}>
            {t('stop.playing')}
          </StateWord>
        ) : (
          <StateWord>{t('stop.next', { when: moment(item.at) })}</StateWord>
        )}
      </div>
      <h3>{item.title}</h3>
      <p className="soft small">{item.unitNames.join(', ')}</p>
      <HoldButton
        red
        label={t('stop.one')}
        about={item.title}
        icon={<IconPlayerStopFilled aria-hidden />}
        disabled={stop.isPending}
        onHeld={() => stop.mutate()}
      />
      <ErrorNote error={stop.error} />
    </section>
  );
}

function WholeArea({ area, onStopped }: { area: { id: string; name: string }; onStopped: (said: string) => void }) {
  const { t } = useTranslation();
  const { time } = useTime();
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopArea(area.id),
    onSuccess: async ({ at, stopped }) => {
      onStopped(
        stopped.length === 0
          ? t('stop.stoppedNone', { unit: area.name })
          : t('stop.stoppedAll', { unit: area.name, at: time(at) }),
      );
      await client.invalidateQueries();
    },
  });
  return (
    <section aria-label={t('stop.area')} className="stack-tight">
      <HoldButton
        red
        label={t('stop.all', { unit: area.name })}
        icon={<IconPlayerStopFilled aria-hidden />}
        disabled={stop.isPending}
        onHeld={() => stop.mutate()}
      />
      <ErrorNote error={stop.error} />
    </section>
  );
}
