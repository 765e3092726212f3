import { ERRORS, type ErrorCode } from '@nguon/protocol/errors.ts';
import { Problem } from '../../lib/problem.ts';
import { type ChildLog, ChildFailure } from '../children/pool.ts';

const isKnown = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What a failed media job means for the person who sent the file: always a Problem of the catalogue. */
export function asProblem(error: unknown, log: ChildLog): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof ChildFailure)) throw error;
  const { code, details } = error;
  if (isKnown(code)) return new Problem(code, details, { cause: error });
  switch (code) {
    case 'child-timeout':
      return new Problem('media-timeout', { seconds: Math.round(Number(details['limitMs'] ?? 0) / 1000) });
    case 'child-crashed':
    case 'child-error':
      // A file that FFmpeg stumbles over: the child is gone or unharmed, the file is the suspect.
      log.warn({ code, ...details, reason: error.message }, 'media job failed');
      return new Problem('media-unreadable', { reason: 'damaged' }, { cause: error });
    default:
      return new Problem('unavailable', { part: 'xử lý âm thanh' }, { cause: error });
  }
}
