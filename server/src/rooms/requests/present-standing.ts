import type { StandingView } from '@nguon/protocol/http/standing.ts';
import type { StandingRow } from './standing-store.ts';

/** A standing approval as screens show it. */
export function presentStanding(
  row: StandingRow,
  reader: Pick<StandingView, 'state' | 'mayApprove' | 'mayWithdraw'>,
): StandingView {
  const { askedBy: _askedBy, approver: _approver, current: _current, closedAt: _closedAt, ...shown } = row;
  return {
    ...shown,
    askedAt: row.askedAt.toISOString(),
    from: row.from?.toISOString() ?? null,
    until: row.until.toISOString(),
    ...reader,
  };
}
