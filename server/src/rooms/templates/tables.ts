import type { Generated } from 'kysely';
import type { TemplateContent } from '@nguon/protocol/http/templates.ts';

declare module '../../platform/db.ts' {
  interface Database {
    templates: {
      id: string;
      unit_id: string | null;
      revision: string;
      created_at: Date;
      updated_at: Date;
      ended_at: Date | null;
    };
    template_revisions: {
      template_id: string;
      sha256: string;
      canonical: string;
      content: Generated<TemplateContent>;
      editor_id: string | null;
      created_at: Date;
    };
  }
}
