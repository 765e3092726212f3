import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useTranslation } from 'react-i18next';

type Correction = RequestView['corrections'][number];

/**
 * Of every correction that a request says: how often its error was heard, how often it will be, and why it is less where it is. Nothing where
 * nothing is corrected.
 */
export function CorrectionWords({ view }: { view: Pick<RequestView, 'corrections' | 'fewerReason'> }) {
  const { t } = useTranslation();
  const { corrections, fewerReason } = view;
  if (corrections.length === 0) return null;
  return (
    <section className="sheet stack-tight">
      <h2>{t('correction.begin')}</h2>
      {corrections.map((correction) => (
        <OneCorrection key={correction.bulletin} {...correction} />
      ))}
      {fewerReason !== null && <p>{t('correction.why', { reason: fewerReason })}</p>}
    </section>
  );
}

function OneCorrection({ corrects, sentence, sessions, asked, uncovered }: Correction) {
  const { t } = useTranslation();
  return (
    <div>
      <p>
        {t('correction.of')} “{corrects.title}”. {sentence}
      </p>
      {sessions > 0 && <p>{t('correction.asked', { asked, sessions })}</p>}
      {uncovered > 0 && <p>{t('correction.uncovered', { count: uncovered })}</p>}
    </div>
  );
}
