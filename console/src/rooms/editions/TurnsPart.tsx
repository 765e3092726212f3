import { partsAtTurn, turnFault, turnOfSession, turnsOf } from '@nguon/protocol/rotation.ts';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../time.ts';
import { ClockField } from '../../ui/ClockField.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { useTime } from '../../ui/useTime.ts';
import composing from '../bulletins/compose.module.css';
import { totalMs, type Placed } from './order.ts';

/** The fixed end of bulletins that take turns: a day of the province and an hour HH:MM. */
export interface Ending {
  day: string;
  clock: string;
}

interface Props {
  parts: readonly Placed[];
  starts: readonly string[];
  /** Null: they do not take turns. */
  ending: Ending | null;
  onChange: (ending: Ending | null) => void;
}

/** Why the bulletins of an edition cannot take turns over these sessions; null when they can. */
export function faultOf(parts: readonly Placed[], starts: readonly string[]) {
  return turnFault(
    parts.map((part) => ({ kind: part.kind, durationMs: totalMs([part]) })),
    starts.length,
  );
}

/** Xoay vòng: the bulletins change places from session to session until a fixed end; who is first when is listed before it is submitted. */
export function TurnsPart({ parts, starts, ending, onChange }: Props) {
  const { t } = useTranslation();
  const { now } = useTime();
  const turns = turnsOf(parts);
  if (turns < 2) return null;
  return (
    <section className="sheet stack">
      <label className={composing['choice']}>
        <input
          type="checkbox"
          checked={ending !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? { day: '', clock: '07:00' } : null)}
        />
        <span>
          {t('turns.title')}
          <small>{t('turns.help', { count: turns })}</small>
        </span>
      </label>
      {ending && (
        <>
          <div className={composing['pair']}>
            <DayField
              label={t('turns.endDay')}
              min={dayOf(now)}
              value={ending.day}
              onChange={(day) => onChange({ ...ending, day: day })}
            />
            <ClockField
              label={t('turns.endHour')}
              value={ending.clock}
              onChange={(clock) => onChange({ ...ending, clock })}
            />
          </div>
          <Sessions parts={parts} starts={starts} />
        </>
      )}
    </section>
  );
}

function Sessions({ parts, starts }: Pick<Props, 'parts' | 'starts'>) {
  const { t } = useTranslation();
  const { moment } = useTime();
  const fault = faultOf(parts, starts);
  const turns = turnsOf(parts);
  if (fault !== null) return <p aria-live="polite">{t(`turns.faults.${fault}`, { count: turns })}</p>;
  return (
    <ol className="stack-tight" aria-label={t('turns.sessions')}>
      {starts.map((at, session) => (
        <li key={at}>
          <b className="numbers">{moment(at)}</b>
          <br />
          {partsAtTurn(parts, turnOfSession(session, turns))
            .filter(({ kind }) => kind === 'bulletin')
            .map(({ title }) => title)
            .join(', ')}
        </li>
      ))}
    </ol>
  );
}
