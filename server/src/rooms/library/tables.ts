import type { Generated } from 'kysely';
import type { LibraryKind } from '@nguon/protocol/http/library.ts';

declare module '../../platform/db.ts' {
  interface Database {
    library_items: {
      id: string;
      unit_id: string;
      kind: LibraryKind;
      title: string;
      owner: string;
      licence: string;
      original_sha256: string;
      state: 'making' | 'ready' | 'failed';
      problem: string | null;
      sha256: string | null;
      mp3_sha256: string | null;
      master_sha256: string | null;
      bytes: number | null;
      duration_ms: number | null;
      peaks: Generated<number[]>;
      added_by: string;
      added_at: Date;
      finished_at: Date | null;
      retired_by: string | null;
      retired_at: Date | null;
    };
  }
}
