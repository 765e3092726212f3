import type { Justification, PartFinding } from '@nguon/protocol/http/privacy.ts';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../../ui/useTime.ts';
import styles from './privacy.module.css';

/** What was found, each with what it is. */
export function Findings({ findings }: { findings: readonly PartFinding[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles['findings']}>
      {findings.map(({ part, kind, from, words, why }) => (
        <li key={`${part} ${kind} ${from} ${words}`}>
          {words !== '' && <mark>{words.length > 120 ? `${words.slice(0, 117)}…` : words}</mark>}
          <span className="soft small">{part === 'text' ? why : `${t(`privacy.parts.${part}`)}: ${why}`}</span>
        </li>
      ))}
    </ul>
  );
}

/** Who said why it goes out all the same, and when. */
export function Justifications({ justifications }: { justifications: readonly Justification[] }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  return (
    <>
      {justifications.map(({ byName, at, reason }) => (
        <blockquote key={at} className={styles['reason']}>
          <p>{reason}</p>
          <p className="soft small">{t('privacy.justified', { name: byName, when: moment(at) })}</p>
        </blockquote>
      ))}
    </>
  );
}
