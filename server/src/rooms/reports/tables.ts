import type { LogEntryBody, RoyaltyRate } from '@nguon/protocol/http/reports.ts';

declare module '../../platform/db.ts' {
  interface Database {
    log_entries: {
      id: string;
      unit_id: string;
      station: string | null;
      began_at: Date;
      ended_at: Date;
      content: string;
      source: LogEntryBody['source'];
      language: string | null;
      reader: string | null;
      approver: string | null;
      reason: string;
      author_id: string;
      made_at: Date;
      corrects: string | null;
      cancels: boolean;
    };
    royalty_rates: {
      id: string;
      unit_id: string;
      part: RoyaltyRate['part'];
      genre: RoyaltyRate['genre'];
      per: RoyaltyRate['per'];
      dong: number;
      valid_from: string;
      valid_to: string | null;
      source: string;
      made_by: string;
      made_at: Date;
    };
  }
}
