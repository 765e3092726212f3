import type { OrderView } from '@nguon/protocol/http/broadcasts.ts';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { listOrders, stopOrder, stopPart } from '../../api.ts';
import { paths } from '../../paths.ts';
import { dayOf } from '../../time.ts';
import { provinceNow } from '../../session.ts';
import { HoldButton } from '../../ui/HoldButton.tsx';
import { Coming, ErrorNote } from '../../ui/notes.tsx';
import { useTime } from '../../ui/useTime.ts';
import { StateWord } from '../../ui/words.tsx';
import styles from './orders.module.css';
import { VillageDots, VillageList } from './Villages.tsx';

const LIVE_MS = 2_000;
const CALM_MS = 30_000;
/** Starts shown before "and so many more". */
const SHOWN = 4;

/** How far a bulletin has reached, order by order; looked at every two seconds on a day on which it plays. */
export function Orders({ bulletin }: { bulletin: string }) {
  const { t } = useTranslation();
  const orders = useQuery({
    queryKey: ['orders', bulletin],
    queryFn: () => listOrders(bulletin),
    refetchInterval: ({ state }) => (state.data?.items.some(isToday) ? LIVE_MS : CALM_MS),
  });
  return (
    <section className="stack" aria-labelledby="lich-phat">
      <div className="row apart">
        <h2 id="lich-phat">{t('bulletins.orders')}</h2>
        {orders.data?.items.some(isToday) && !orders.error && <span className="soft small">{t('orders.live')}</span>}
      </div>
      {!orders.data && !orders.error && <Coming lines={2} />}
      {orders.error && orders.data && <p className="soft">{t('orders.broken')}</p>}
      {!orders.data && <ErrorNote error={orders.error} again={() => void orders.refetch()} />}
      {orders.data?.items.length === 0 && <p className="sheet soft">{t('bulletins.noOrders')}</p>}
      {orders.data?.items.map((order) => (
        <OneOrder key={order.id} order={order} />
      ))}
    </section>
  );
}

function isToday(order: OrderView): boolean {
  const today = dayOf(provinceNow());
  return order.state === 'standing' && order.slots.some((slot) => dayOf(slot.at) === today);
}

function OneOrder({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const client = useQueryClient();
  const { edition } = order;
  const stop = useMutation({
    mutationFn: () => (edition ? stopPart(order.id, edition.place) : stopOrder(order.id)),
    onSuccess: () => client.invalidateQueries(),
  });
  const times = order.slots.slice(0, SHOWN).map((slot) => moment(slot.at));
  const more = order.slots.length - times.length;
  return (
    <article className="sheet stack">
      <div className="row apart">
        <StateWord tone={order.state === 'standing' ? 'good' : 'neutral'}>
          {t(`orders.orderStates.${order.state}`)}
        </StateWord>
        {edition && (
          <Link to={paths.edition} params={{ edition: edition.bulletin }}>
            {t('edition.within', { title: edition.title })}
          </Link>
        )}
      </div>
      <p className={`said ${styles['sentence']}`} aria-live="polite">
        {order.sentence}
      </p>
      <Figures order={order} />
      <VillageDots villages={order.villages} />
      <VillageList villages={order.villages} />
      <p className="soft small">
        {t('orders.times', { list: times.join('; ') })} {more > 0 && t('orders.moreTimes', { count: more })}
      </p>
      {order.mayStop && order.state === 'standing' && !edition?.stoppedAt && (
        <div className={styles['stop']}>
          <HoldButton
            red
            label={t(edition ? 'edition.stopPart' : 'stop.one')}
            icon={<IconPlayerStopFilled aria-hidden />}
            disabled={stop.isPending}
            onHeld={() => stop.mutate()}
          />
          {edition && <p className="soft small">{t('edition.rest')}</p>}
        </div>
      )}
      <ErrorNote error={stop.error} />
    </article>
  );
}

function Figures({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const { ordered, received, played, reached, villages } = order.figures;
  return (
    <dl className={styles['figures']}>
      {Object.entries({ ordered, received, played }).map(([name, value]) => (
        <div key={name} className={styles['figure']}>
          <dt>{t(`orders.${name as 'ordered' | 'received' | 'played'}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className={styles['figure']} data-reached>
        <dt>{t('orders.reached')}</dt>
        <dd>
          {reached}
          <small>/{villages}</small>
        </dd>
      </div>
    </dl>
  );
}
