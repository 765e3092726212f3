import type { Generated } from 'kysely';

declare module '../../platform/db.ts' {
  interface Database {
    timetable_slots: {
      id: Generated<string>;
      unit_id: string;
      kind: 'bulletins' | 'relay';
      title: string;
      weekdays: number[];
      from_time: string;
      to_time: string;
      stream: string | null;
      ended_at: Date | null;
    };
    orders: {
      id: string;
      request_id: string;
      bulletin_id: string;
      unit_id: string;
      title: string;
      class: 'normal' | 'priority' | 'emergency';
      channels: ('speaker' | 'board' | 'site')[];
      state: Generated<OrderState>;
      made_at: Date;
      expires_at: Date;
      ended_at: Date | null;
      ended_by: string | null;
      end_reason: string | null;
      turn: Generated<number>;
    };
    /** `until`: the order's expiry, or the instant at which it ended. */
    order_targets: { order_id: string; unit_id: string; until: Date };
    order_slots: { order_id: string; at: Date; until: Date };
    /** One part of an edition that was stopped; everywhere where `unit_id` is null. */
    part_stops: {
      order_id: string;
      place: number;
      unit_id: string | null;
      at: Date;
      stopped_by: string | null;
      reason: string;
    };
    area_stops: { order_id: string; unit_id: string; at: Date; stopped_by: string; reason: string };
    programmes: { unit_id: string; version: number; issued_at: Date; sha256: string; jws: string };
  }
}

/** standing: on its way to the air · stopped: Dừng phát · recalled: thu hồi with its bulletin · refused: by the signer. */
export type OrderState = 'standing' | 'stopped' | 'recalled' | 'refused';
