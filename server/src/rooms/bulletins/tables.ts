import type { Generated } from 'kysely';
import type { BulletinBody, SoundView } from '@nguon/protocol/http/bulletins.ts';
import type { BulletinState, RevisionContent } from './rules.ts';

declare module '../../platform/db.ts' {
  interface Database {
    corrections: { bulletin_id: string; corrects: string; revision: string; created_at: Date };
    topics: { id: string; name: string; place: number; source: string | null };
    bulletins: {
      id: string;
      unit_id: string;
      author_id: string;
      title: string;
      class: BulletinBody['class'];
      kind: Generated<'bulletin' | 'edition'>;
      topic: string | null;
      revision: string;
      state: BulletinState;
      created_at: Date;
      updated_at: Date;
      withdrawn_at: Date | null;
    };
    revisions: {
      bulletin_id: string;
      sha256: string;
      canonical: string;
      content: Generated<RevisionContent>;
      editor_id: string;
      created_at: Date;
    };
    sounds: {
      id: string;
      bulletin_id: string;
      language: string;
      origin: SoundView['origin'];
      voice: string | null;
      voice_id: string | null;
      spoken: string | null;
      pace: 'slow' | 'normal' | null;
      original_sha256: string | null;
      state: SoundView['state'];
      problem: string | null;
      sha256: string | null;
      mp3_sha256: string | null;
      master_sha256: string | null;
      bytes: number | null;
      duration_ms: number | null;
      loudness_lufs: number | null;
      true_peak_dbtp: number | null;
      peaks: Generated<number[]>;
      noise_reduction: boolean;
      made_by: string;
      created_at: Date;
      finished_at: Date | null;
    };
    privacy_justifications: {
      id: string;
      bulletin_id: string;
      revision: string;
      kinds: string[];
      reason: string;
      user_id: string;
      at: Date;
    };
    takes: { bulletin_id: string; sha256: string; made_by: string; created_at: Date };
    revision_sounds: { bulletin_id: string; revision: string; sound_id: string; linked_at: Date };
  }
}
