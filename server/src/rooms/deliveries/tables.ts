import type { OutgoingText } from '../requests/service.ts';

declare module '../../platform/db.ts' {
  interface Database {
    messages: {
      id: string;
      to_number: string;
      text: string;
      purpose: OutgoingText['purpose'];
      unit_id: string;
      state: 'sent' | 'delivered' | 'failed' | 'late';
      parts: number;
      problem: string | null;
      asked_at: Date;
      settled_at: Date;
    };
    message_parts: { gateway_id: string; message_id: string | null; delivered: boolean | null };
  }
}
