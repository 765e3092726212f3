import { Button } from '@mantine/core';
import type { FilledView } from '@nguon/protocol/http/standing.ts';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { listFilled } from '../../api-standing.ts';
import { mediaUrl, stopOrder } from '../../api.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { WaveformPlayer } from '../../ui/WaveformPlayer.tsx';
import { useTime } from '../../ui/useTime.ts';
import { WithdrawStanding } from '../templates/WithdrawStanding.tsx';

/** What went out by this leader's standing approvals: each to be heard, stopped, and the approval withdrawn. */
export function FilledCard() {
  const { t } = useTranslation();
  const heading = useId();
  const filled = useQuery({ queryKey: ['filled'], queryFn: listFilled, refetchInterval: 60_000 });
  const items = filled.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="sheet stack" aria-labelledby={heading}>
      <h2 id={heading}>{t('standing.filledTitle')}</h2>
      <p className="soft small">{t('standing.filledLead')}</p>
      <ul className="stack">
        {items.map((item) => (
          <li key={item.request}>
            <OneFilled item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneFilled({ item }: { item: FilledView }) {
  const { t } = useTranslation();
  const { time } = useTime();
  const client = useQueryClient();
  const stop = useMutation({ mutationFn: () => stopOrder(item.order), onSuccess: () => client.invalidateQueries() });
  return (
    <article className="stack-tight" aria-label={item.title}>
      <h3>{item.title}</h3>
      <p className="small">{item.text}</p>
      <p className="soft small">
        {item.unitName}. {t('standing.filledBy', { name: item.filledByName, at: time(item.at), when: item.when })}
      </p>
      {item.sounds.map(({ mp3Sha256, durationMs, peaks }) => (
        <WaveformPlayer key={mp3Sha256} src={mediaUrl(mp3Sha256)} {...{ durationMs, peaks }} name={item.title} />
      ))}
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconPlayerStopFilled size={18} aria-hidden />}
          loading={stop.isPending}
          disabled={stop.isSuccess}
          onClick={() => stop.mutate()}
        >
          {stop.isSuccess ? t('standing.stopped') : t('standing.stop')}
        </Button>
        {!item.withdrawn && <WithdrawStanding id={item.standing} name={item.templateName} />}
      </div>
      <ErrorNote error={stop.error} />
    </article>
  );
}
