import type { BulletinClass } from '@nguon/protocol/primitives.ts';
import { IconBell, IconUrgent } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './words.module.css';

export type Tone = 'plain' | 'neutral' | 'good' | 'amber' | 'red';

/** A state: a word first, then a shape, and a colour last. */
export function StateWord({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={styles['word']} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

/** mức độ ưu tiên; a normal bulletin needs no word. */
export function ClassWord({ of }: { of: BulletinClass }) {
  const { t } = useTranslation();
  if (of === 'normal') return null;
  const urgent = of === 'emergency';
  return (
    <StateWord
      tone={urgent ? 'red' : 'amber'}
      icon={urgent ? <IconUrgent size={16} aria-hidden /> : <IconBell size={16} aria-hidden />}
    >
      {t(`classes.${of}`)}
    </StateWord>
  );
}
