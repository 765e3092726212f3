import type { NoticeDesk } from '@nguon/protocol/http/notices.ts';
import { useTranslation } from 'react-i18next';
import { spokenClock } from '../../time.ts';
import { useTime } from '../../ui/useTime.ts';

/** Quy định của xã: what a village head reads before writing: how many, at which hours, how long. */
export function DeskRules({ desk: { perDay, left, quiet, longestSeconds } }: { desk: NoticeDesk }) {
  const { t } = useTranslation();
  const { length, tongue } = useTime();
  const clock = (time: string): string => spokenClock(time, tongue);
  return (
    <section className="sheet stack-tight" aria-labelledby="quy-dinh">
      <h2 id="quy-dinh">{t('notice.rules')}</h2>
      {left > 0 ? (
        <p>{t('notice.left', { perDay, count: left })}</p>
      ) : (
        <p>
          <b>{t('notice.noneLeft', { perDay })}</b>
        </p>
      )}
      {/* What is silent from night to morning speaks from morning to night. */}
      {quiet && <p>{t('notice.hours', { from: clock(quiet.to), to: clock(quiet.from) })}</p>}
      <p>{t('notice.longest', { length: length(longestSeconds * 1000) })}</p>
    </section>
  );
}

/** When what fills a template goes out without asking, and what happens otherwise. */
export function Terms({ of }: { of: NoticeDesk['templates'][number] }) {
  const { t } = useTranslation();
  const { length, tongue } = useTime();
  const { hours, longestSeconds, perDay } = of;
  return t('notice.terms', {
    from: spokenClock(hours.from, tongue),
    to: spokenClock(hours.to, tongue),
    length: length(longestSeconds * 1000),
    count: perDay,
  });
}
