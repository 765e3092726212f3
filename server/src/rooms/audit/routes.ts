import { AuditEntry, AuditQuery } from '@nguon/protocol/http/audit.ts';
import { pageOf } from '@nguon/protocol/http/problems.ts';
import { actorOf, type Doors } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { listEntries } from './service.ts';

/** Registers the doors of nhật ký hệ thống. */
export function registerAuditRoutes(app: Doors, { db }: Platform): void {
  const schema = {
    tags: ['audit'],
    summary: 'Nhật ký hệ thống trong địa bàn của người quản trị',
    querystring: AuditQuery,
    response: { 200: pageOf(AuditEntry) },
  };
  app.get('/api/audit', { schema }, async (request) => listEntries(db, actorOf(request), request.query));
}
