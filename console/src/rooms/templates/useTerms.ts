import type { StandingView } from '@nguon/protocol/http/standing.ts';
import { useTranslation } from 'react-i18next';
import { dayOf, toMs, writtenDate } from '../../time.ts';

type Terms = Pick<StandingView, 'hours' | 'longestSeconds' | 'until'>;

/** The terms of a standing approval in one sentence: "Được duyệt sẵn đến 31/12/2026, trong giờ 05:00–20:00, dài tối đa 60 giây". */
export function useTerms(): (terms: Terms & { perDay?: number }) => string {
  const { t } = useTranslation();
  return ({ hours, longestSeconds, until, perDay }) => {
    const day = writtenDate(dayOf(toMs(until) - 1));
    const said = { day, from: hours.from, to: hours.to, seconds: longestSeconds };
    return perDay === undefined ? t('standing.short', said) : t('standing.terms', { ...said, count: perDay });
  };
}
