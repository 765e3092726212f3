import { Drawer } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOnAir } from '../../api.ts';
import { StopList } from './StopList.tsx';
import styles from './stop.module.css';

/** The red button that is on every screen. One tap opens what sounds or will sound; holding there for a second stops it. */
export function StopButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const onAir = useQuery({ queryKey: ['on-air'], queryFn: readOnAir, refetchInterval: open ? 2_000 : 15_000 });
  const playing = onAir.data?.items.some((item) => item.playing) ?? false;
  return (
    <>
      <button type="button" className={styles['button']} onClick={() => setOpen(true)} aria-haspopup="dialog">
        {playing ? <span className={styles['pulse']} aria-hidden /> : <IconPlayerStopFilled size={18} aria-hidden />}
        {t('stop.button')}
        {playing && <span className="unseen">: {t('stop.playing')}</span>}
      </button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="right"
        size="min(30rem, 100vw)"
        title={t('stop.title')}
        closeButtonProps={{ 'aria-label': t('act.close'), size: 'lg' }}
      >
        <StopList onAir={onAir.data} error={onAir.error} again={() => void onAir.refetch()} />
      </Drawer>
    </>
  );
}
