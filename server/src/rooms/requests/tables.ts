import type { Generated } from 'kysely';
import type { Request } from '@nguon/protocol/request.ts';
import type { Interval } from './listening-rules.ts';
import type { RequestState } from './state-rules.ts';

declare module '../../platform/db.ts' {
  interface Database {
    approval_routes: { unit_level: number; class: string; step: number; name: string; roles: string[] };
    broadcast_rules: {
      unit_id: string | null;
      quiet_from: string;
      quiet_to: string;
      longest_item_ms: number;
      source: string | null;
    };
    /** `place`: of the part in its edition, from 0. */
    request_parts: { request_id: string; place: number; bulletin_id: string; revision: string };
    requests: {
      id: string;
      bulletin_id: string;
      revision: string;
      unit_id: string;
      author_id: string;
      canonical: string;
      body: Generated<Request>;
      digest: string;
      state: RequestState;
      submitted_at: Date;
      approve_by: Date;
      closed_at: Date | null;
      return_reason: string | null;
      order_id: string | null;
    };
    /** Why a correction is heard less often than its error. */
    correction_reasons: { request_id: string; reason: string };
    /** phát bù: which approved request it says once more. */
    make_ups: { request_id: string; of_request: string; missed_at: Date };
    /** xoay vòng: requests that say the same bulletins in other orders. Turns count from 1. */
    rotations: { request_id: string; rotation_id: string; turn: number; turns: number };
    request_targets: { request_id: string; unit_id: string };
    request_steps: { request_id: string; step: number; name: string; roles: string[] };
    listenings: {
      id: string;
      request_id: string;
      user_id: string;
      began_at: Date;
      reported_at: Date | null;
      heard: Generated<Interval[]>;
      heard_ms: Generated<number>;
      total_ms: number;
    };
    meaning_confirmations: {
      bulletin_id: string;
      revision: string;
      sound: string;
      user_id: string;
      listening_id: string;
      at: Date;
    };
    approvals: {
      request_id: string;
      step: number;
      approver_id: string;
      digest: string;
      at: Date;
      channel: 'screen' | 'link' | 'code' | 'template' | 'paper';
      listening_id: string | null;
      listened_ms: number;
      signature: string | null;
      entered_by: string | null;
      on_behalf_of: string | null;
      paper: string | null;
      standing_id: string | null;
    };
  }
}
