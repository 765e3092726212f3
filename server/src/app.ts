import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerApiPages } from './api-page.ts';
import { registerDemoRelay } from './demo/relay.ts';
import { registerHealth, type ReadinessCheck } from './platform/health.ts';
import { buildHttp, type Doors } from './platform/http.ts';
import type { Platform } from './platform/platform.ts';
import { serveApp } from './platform/static-pages.ts';
import { registerAccountJobs } from './rooms/accounts/jobs.ts';
import { registerAccountRoutes } from './rooms/accounts/routes.ts';
import { identifyBy } from './rooms/accounts/service.ts';
import { registerAuditJobs } from './rooms/audit/jobs.ts';
import { registerAuditRoutes } from './rooms/audit/routes.ts';
import { registerDeviceMessages } from './rooms/devices/messages.ts';
import { registerDeviceRoutes } from './rooms/devices/routes.ts';
import { registerBroadcastJobs } from './rooms/broadcasts/jobs.ts';
import { registerBroadcastRoutes } from './rooms/broadcasts/routes.ts';
import { airPort, timetablePort } from './rooms/broadcasts/service.ts';
import { registerDeliveryJobs } from './rooms/deliveries/jobs.ts';
import { registerDeliveryRoutes } from './rooms/deliveries/routes.ts';
import { registerBulletinJobs } from './rooms/bulletins/jobs.ts';
import { registerEditionRoutes } from './rooms/bulletins/routes-editions.ts';
import { registerBulletinRoutes } from './rooms/bulletins/routes.ts';
import { registerImportRoutes } from './rooms/bulletins/routes-imports.ts';
import { registerLibraryJobs } from './rooms/library/jobs.ts';
import { registerLibraryRoutes } from './rooms/library/routes.ts';
import { registerMediaJobs } from './rooms/media/jobs.ts';
import { registerMediaRoutes } from './rooms/media/routes.ts';
import { registerReportRoutes } from './rooms/reports/routes.ts';
import { registerNoticeRoutes } from './rooms/notices/routes.ts';
import { registerRequestJobs } from './rooms/requests/jobs.ts';
import { registerRequestRoutes } from './rooms/requests/routes.ts';
import { nowherePage, registerSiteRoutes } from './rooms/sites/routes.ts';
import { registerSpeechRoutes } from './rooms/speech/routes.ts';
import { registerTemplateRoutes } from './rooms/templates/routes.ts';
import { registerUnitRoutes } from './rooms/units/routes.ts';
import { registerSignerJobs } from './signer-registers.ts';

export interface AppOptions {
  /** Certificate and key as PEM text. */
  tls?: { cert: string; key: string };
  /** What /readyz asks. */
  checks?: readonly ReadinessCheck[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the whole web server over a platform; it listens on nothing yet. */
export async function buildApp(platform: Platform, options: AppOptions = {}): Promise<Doors> {
  const { log, config } = platform;
  const identify = identifyBy(platform);
  const { publicUrl, trustProxy } = config;
  const app = await buildHttp({
    log,
    publicUrl,
    identify,
    nowhere: () => nowherePage(platform),
    ...(options.tls && { tls: options.tls }),
    ...(trustProxy !== undefined && { trustProxy }),
  });
  registerHealth(app, options.checks ?? []);
  await registerRooms(app, platform);
  registerApiPages(app);
  if (platform.house.folder === 'demo') registerDemoRelay(app, platform);
  await serveApp(app, '/quan-ly', join(ROOT, 'console/dist'), ['soan']);
  await serveApp(app, '/bang', join(ROOT, 'board/dist'));
  return app;
}

/** The doors of every room, in stair order, one line each. */
async function registerRooms(app: Doors, platform: Platform): Promise<void> {
  registerAuditRoutes(app, platform);
  registerUnitRoutes(app, platform);
  registerAccountRoutes(app, platform);
  registerMediaRoutes(app, platform);
  registerLibraryRoutes(app, platform);
  registerSpeechRoutes(app, platform);
  registerTemplateRoutes(app, platform);
  registerBulletinRoutes(app, platform);
  registerImportRoutes(app, platform);
  registerEditionRoutes(app, platform);
  registerRequestRoutes(app, platform, timetablePort(platform));
  registerNoticeRoutes(app, platform, { timetable: timetablePort(platform), air: airPort(platform) });
  registerDeviceRoutes(app, platform);
  registerDeliveryRoutes(app, platform);
  registerBroadcastRoutes(app, platform);
  registerSiteRoutes(app, platform);
  registerReportRoutes(app, platform);
}

/** What every room does in the background, in stair order, one line each; main.ts starts the queues afterwards. */
export function registerJobs(platform: Platform): void {
  registerAuditJobs(platform);
  registerAccountJobs(platform);
  registerLibraryJobs(platform);
  registerMediaJobs(platform);
  registerBulletinJobs(platform);
  registerRequestJobs(platform);
  registerDeliveryJobs(platform);
  registerBroadcastJobs(platform);
  registerSignerJobs(platform);
}

/** What rooms hear from the broker. `stop` writes what still waits. */
export function registerMessages(platform: Platform): { stop(): Promise<void> } {
  return registerDeviceMessages(platform);
}
