import type { Bulletin } from '@nguon/protocol/http/bulletins.ts';
import { sessionMs } from '@nguon/protocol/request.ts';
import type { ReactNode } from 'react';
import { useMe } from '../../session.ts';
import { UnitCountdown } from '../broadcasts/Countdown.tsx';
import { useSpoken } from './useSpoken.ts';

/** A bulletin of which nothing is known yet: a minute, as most are. */
const USUAL_MS = 60_000;

interface Props {
  /** Where it is to be heard; its timetable counts. */
  place: string;
  content: Pick<Bulletin, 'unit' | 'text' | 'class'>;
  sounds: Bulletin['sounds'];
  pace?: 'normal' | 'slow';
  readings?: number;
}

/** How long there is still time for the next slot, by the sounds that are made or, before, by what the text will take to read. */
export function BulletinCountdown({ place, content, sounds, pace = 'normal', readings = 2 }: Props): ReactNode {
  const me = useMe();
  const { shown } = useSpoken(content.unit, content.text);
  const made = sounds.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
  const length = made || (shown ? shown.seconds[pace] * 1000 : USUAL_MS);
  // A commune's own bulletin has one approval; what departments write passes two (approval steps of the first migration).
  const ofCommune = me.grants.some(({ unit, role }) => unit === content.unit && role.startsWith('commune-'));
  return (
    <UnitCountdown
      unit={place}
      listenMs={length}
      sessionMs={sessionMs({ sounds: [{ language: 'vi', sha256: '', bytes: 0, durationMs: length }], readings })}
      stage={content.text.trim() === '' && sounds.length === 0 ? 'idea' : 'written'}
      approvals={ofCommune ? 1 : 2}
      byCode={ofCommune && content.class === 'normal'}
    />
  );
}
