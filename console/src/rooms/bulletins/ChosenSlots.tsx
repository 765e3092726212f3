import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../ui/useTime.ts';
import styles from './compose.module.css';

/** Every session that is chosen, also those beyond the days on screen, each to be left out again. Nothing for a single one. */
export function ChosenSlots({ starts, onChange }: { starts: readonly string[]; onChange: (starts: string[]) => void }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  if (starts.length < 2) return null;
  return (
    <section className="stack-tight" aria-label={t('repeat.chosen', { count: starts.length })}>
      <p>
        <b>{t('repeat.chosen', { count: starts.length })}</b>
      </p>
      <ol className={styles['sessions']}>
        {starts.map((at) => (
          <li key={at}>
            <span>{moment(at)}</span>
            <Button
              variant="subtle"
              px="sm"
              aria-label={t('repeat.drop', { when: moment(at) })}
              onClick={() => onChange(starts.filter((start) => start !== at))}
            >
              <IconX size={18} aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
