import { Button } from '@mantine/core';
import type { CorrectionPlan } from '@nguon/protocol/http/broadcasts.ts';
import { IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { planCorrection } from '../../../api.ts';
import { paths } from '../../../paths.ts';
import { Coming, ErrorNote } from '../../../ui/notes.tsx';
import { useTime } from '../../../ui/useTime.ts';
import type { Desk } from '../useDesk.ts';
import { FewerReason } from './FewerReason.tsx';

/** On the desk of a correction: how often the error was heard, and one tap to be heard as often; nothing on any other desk. */
export function CorrectionPart({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const corrects = desk.known?.corrects ?? null;
  const id = desk.known?.id ?? '';
  const plan = useQuery({
    queryKey: ['correction', id],
    queryFn: () => planCorrection(id),
    enabled: corrects !== null,
  });
  if (!corrects) return null;
  return (
    <section className="sheet stack" aria-labelledby="dinh-chinh">
      <h2 id="dinh-chinh">{t('correction.begin')}</h2>
      <p>
        {t('correction.of')}{' '}
        <Link to={paths.bulletin} params={{ bulletin: corrects.id }}>
          {corrects.title}
        </Link>
        . <b>{plan.data?.sentence}</b>
      </p>
      <ErrorNote error={plan.error} again={() => void plan.refetch()} />
      {plan.isPending && <Coming lines={2} />}
      {plan.data && <Proposal desk={desk} plan={plan.data} />}
    </section>
  );
}

function Proposal({ desk, plan }: { desk: Desk; plan: CorrectionPlan }) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const { sessions, ordered, starts, targets } = plan;
  const left = Math.max(0, sessions - ordered);
  if (sessions === 0) return null;
  return (
    <>
      {ordered > 0 && <p>{t('correction.ordered', { count: ordered })}</p>}
      {starts.length > 0 && (
        <>
          <p>{t('correction.proposed', { count: starts.length, list: starts.map((at) => moment(at)).join('; ') })}</p>
          <Button
            variant="default"
            leftSection={<IconRepeat aria-hidden />}
            onClick={() => desk.change({ places: targets, when: { kind: 'slots', starts } })}
          >
            {t('correction.take')}
          </Button>
        </>
      )}
      {starts.length < left && (
        <p className="soft">{t('correction.tooFewSlots', { count: starts.length, needed: left })}</p>
      )}
      <FewerReason reason={desk.draft.fewerReason} onChange={(fewerReason) => desk.change({ fewerReason })} />
    </>
  );
}
