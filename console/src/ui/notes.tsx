import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconUrgent } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../api-call.ts';
import styles from './notes.module.css';

const ICONS = { info: IconInfoCircle, error: IconAlertTriangle, done: IconCircleCheck, emergency: IconUrgent };

/** A sentence set apart: information, what went wrong, what was done. */
export function Note({ kind = 'info', children }: { kind?: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[kind];
  return (
    <div
      className={styles['note']}
      data-kind={kind}
      role={kind === 'error' || kind === 'emergency' ? 'alert' : 'status'}
    >
      <Icon className={styles['icon']} size={22} aria-hidden />
      <div className={styles['words']}>{children}</div>
    </div>
  );
}

/** What happened, that nothing was lost, and a way to try again. Nothing when there is no error. */
export function ErrorNote({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  if (error === null || error === undefined) return null;
  return (
    <Note kind="error">
      <p>{sentenceOf(error, i18n.language === 'en' ? 'en' : 'vi')}</p>
      {again && (
        <Button variant="default" onClick={again}>
          {t('act.again')}
        </Button>
      )}
    </Note>
  );
}

/** What a place is for while nothing is in it, and the first step. */
export function EmptyNote(props: { icon: ReactNode; title: string; help: string; children?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <div className={styles['drop']}>{props.icon}</div>
      <h2>{props.title}</h2>
      <p className="soft">{props.help}</p>
      {props.children}
    </div>
  );
}

/** The shape of what is coming, at once. */
export function Coming({ lines = 4 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="stack" aria-busy="true">
      <span className="unseen" role="status">
        {t('state.loading')}
      </span>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={84} radius={14} />
      ))}
    </div>
  );
}
