import { Problem } from '../../lib/problem.ts';

/** How a request for a correction stands against its error: see the timetable's port. */
interface Gap {
  sessions: number;
  asked: number;
  uncovered: number;
  short: boolean;
  unchanged: boolean;
}

/** Why a correction cannot be submitted, or null: it says what the error said, or is heard less often and nobody says why. */
export function refusalOfGap({ sessions, asked, uncovered, short, unchanged }: Gap, reason: string): Problem | null {
  if (unchanged)
    return new Problem('invalid-input', {
      details: 'text: lời còn y như bản sai / the words are still those of the error',
    });
  return short && reason === '' ? new Problem('correction-too-few', { sessions, asked, uncovered }) : null;
}
