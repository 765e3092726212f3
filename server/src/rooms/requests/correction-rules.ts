import { Problem } from '../../lib/problem.ts';

/** How a correction in a request stands against its error: see the timetable's port. */
interface Gap {
  title: string;
  sessions: number;
  asked: number;
  uncovered: number;
  short: boolean;
  unchanged: boolean;
}

/**
 * Why what says corrections cannot be submitted, or null: one says what its error said, or is heard less often and nobody says why. An edition
 * is held to it as the correction alone is: what was heard wrong in so many sessions is put right in as many. What is ordered of it elsewhere counts, so that the morning's and the evening's edition make up for it
 * together.
 * @param reason why it is to be fewer; for all corrections in the request
 */
export function refusalOfGaps(gaps: readonly Gap[], reason: string): Problem | null {
  const same = gaps.find(({ unchanged }) => unchanged);
  if (same) {
    const details = `text: lời “${same.title}” còn y như bản sai / the words are still those of the error`;
    return new Problem('invalid-input', { details });
  }
  const few = reason === '' ? gaps.find(({ short }) => short) : undefined;
  if (!few) return null;
  const { title, sessions, asked, uncovered } = few;
  return new Problem('correction-too-few', { title, sessions, asked, uncovered });
}
