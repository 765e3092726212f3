import type { Generated } from 'kysely';

declare module '../../platform/db.ts' {
  interface Database {
    village_heads: {
      user_id: string;
      unit_id: string;
      per_day: number;
      added_by: string;
      added_at: Date;
      ended_at: Date | null;
      token_sha256: string | null;
      link_until: Date | null;
      kid: string | null;
      x: string | null;
      pin_key: string | null;
      asked_at: Date | null;
      confirmed_at: Date | null;
      wrong_pins: Generated<number>;
    };
    notices: {
      id: string;
      user_id: string;
      bulletin_id: string;
      standing_id: string | null;
      drafted_at: Date;
      handed_at: Date | null;
      sent_at: Date | null;
      request_id: string | null;
      document: string | null;
    };
  }
}
