import { z } from 'zod';
import { MessageView } from '@nguon/protocol/http/deliveries.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { MESSAGE_READERS } from './policy.ts';
import { readMessages } from './store.ts';

const SHOWN = 100;

/** Registers the outbox, for those who look after a place's messages. */
export function registerDeliveryRoutes(app: Doors, platform: Platform): void {
  const schema = {
    tags: ['deliveries'],
    summary: 'Tin nhắn đã gửi, mới nhất trước',
    response: { 200: z.array(MessageView) },
  };
  app.get('/api/messages', { schema }, async (request) => {
    const rows = await readMessages(platform.db, actorOf(request).user, MESSAGE_READERS, SHOWN);
    return rows.map(({ askedAt, ...row }) => ({ ...row, askedAt: askedAt.toISOString() }));
  });
}
