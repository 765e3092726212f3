import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useTranslation } from 'react-i18next';

/** Of a correction: how often its error was heard, how often it will be, and why it is less where it is. Nothing for anything else. */
export function CorrectionWords({ correction }: Pick<RequestView, 'correction'>) {
  const { t } = useTranslation();
  if (!correction) return null;
  const { corrects, sentence, sessions, asked, uncovered, reason } = correction;
  return (
    <section className="sheet stack-tight">
      <h2>{t('correction.begin')}</h2>
      <p>
        {t('correction.of')} “{corrects.title}”. {sentence}
      </p>
      {sessions > 0 && <p>{t('correction.asked', { asked, sessions })}</p>}
      {uncovered > 0 && <p>{t('correction.uncovered', { count: uncovered })}</p>}
      {reason !== null && <p>{t('correction.why', { reason })}</p>}
    </section>
  );
}
