import type { RequestView } from '@nguon/protocol/http/requests.ts';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../ui/useTime.ts';

/** Of a phát bù: which session its places missed. Nothing for anything else. */
export function MakeUpWords({ missedAt }: Pick<RequestView, 'missedAt'>) {
  const { t } = useTranslation();
  const { moment } = useTime();
  if (!missedAt) return null;
  return <p className="said">{t('missed.request', { when: moment(missedAt) })}</p>;
}
