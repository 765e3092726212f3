import type { ApprovalStatement } from '@nguon/protocol/enrolled-key.ts';
import type { Approval } from '@nguon/protocol/request.ts';
import { Problem } from '../../lib/problem.ts';

/**
 * What of an approval its approver signed, once it says what is being done; heard, no more than was reported.
 * @throws Problem `signature-refused`
 */
export function signedPart(
  statement: ApprovalStatement,
  made: Pick<ApprovalStatement, 'request' | 'digest' | 'step' | 'approver' | 'channel' | 'listenedMs'>,
): Pick<Approval, 'at' | 'listenedMs'> {
  const { listenedMs, ...rest } = made;
  refuseOther(statement, { decision: 'approve', ...rest });
  if (statement.listenedMs > listenedMs) throw new Problem('signature-refused', { reason: 'listenedMs' });
  return { at: statement.at, listenedMs: statement.listenedMs };
}

/** Refuses a statement that says another thing than is being done. Throws Problem `signature-refused` naming the member. */
export function refuseOther(statement: ApprovalStatement, expected: Partial<ApprovalStatement>): void {
  const other = Object.entries(expected).find(([name, value]) => statement[name as keyof ApprovalStatement] !== value);
  if (other) throw new Problem('signature-refused', { reason: other[0] });
}
