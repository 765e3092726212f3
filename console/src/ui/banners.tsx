import { IconWifiOff } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session.ts';
import { offsetWords, writtenDate } from '../time.ts';
import styles from './Shell.module.css';
import { useTime } from './useTime.ts';

/** On every screen of a demo or test folder: that nothing here is real, which day's map it shows, and its moved clock. */
export function DemoBanner() {
  const { t } = useTranslation();
  const me = useMe();
  const { now, tongue, time } = useTime();
  if (me.folder === 'production') return null;
  const offset = offsetWords(me.clockOffsetMs, tongue);
  const parts = [
    me.mapDate !== null && t('shell.mapDate', { date: writtenDate(me.mapDate) }),
    offset !== null && t('shell.clockMoved', { offset, now: time(now) }),
  ].filter((part) => part !== false);
  return (
    <aside className={styles['demo']} aria-label={t(`shell.${me.folder}`)}>
      <strong>{t(`shell.${me.folder}`)}</strong>
      {parts.map((part) => `; ${part}`)}
    </aside>
  );
}

/** Says that the network is gone, and that writing may go on. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(listenToNetwork, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <div className={styles['demo']}>
          <IconWifiOff size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {t('shell.offline')}
        </div>
      )}
    </div>
  );
}

function listenToNetwork(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}
