import { Button } from '@mantine/core';
import type { ReadingView } from '@nguon/protocol/http/speech.ts';
import { IconPencil, IconTrash, IconVolume } from '@tabler/icons-react';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTime } from '../../ui/useTime.ts';

interface Props {
  reading: ReadingView;
  /** It is the shown unit's own, and the reader may change it. */
  mayChange: boolean;
  /** It comes from a unit above the shown one. */
  fromAbove: boolean;
  hearing: UseMutationResult<void, Error, string>;
  busy: boolean;
  onChange: () => void;
  onRemove: () => void;
}

/** One thing that was taught: what stands in texts, how it is said, who said so and when. */
export function ReadingRow({ reading, mayChange, fromAbove, hearing, busy, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const { written, spoken, byName, at, unitName } = reading;
  const isHeard = hearing.isPending && hearing.variables === spoken;
  return (
    <li className="sheet stack-tight">
      <p>
        <b>{written}</b> <span className="soft">{t('readings.said')}</span> {spoken}
      </p>
      <p className="soft small">
        {t('readings.taught', { name: byName, when: moment(at) })}{' '}
        {fromAbove && t('readings.above', { unit: unitName })}
      </p>
      <div className="row">
        <Button
          variant="default"
          aria-label={t('readings.hearOf', { written })}
          leftSection={<IconVolume aria-hidden />}
          loading={isHeard}
          onClick={() => hearing.mutate(spoken)}
        >
          {t('reading.hear')}
        </Button>
        {mayChange && (
          <>
            <Button
              variant="default"
              aria-label={t('reading.open', { written })}
              leftSection={<IconPencil aria-hidden />}
              disabled={busy}
              onClick={onChange}
            >
              {t('readings.change')}
            </Button>
            <Button
              variant="default"
              aria-label={t('readings.removeOf', { written })}
              leftSection={<IconTrash aria-hidden />}
              disabled={busy}
              onClick={onRemove}
            >
              {t('act.remove')}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
