import { ALL_STATUS } from '@nguon/protocol/topics.ts';
import type { Platform } from '../../platform/platform.ts';
import { openStatusInbox } from './statuses.ts';

/** Listens to the status of all devices. `stop` writes what is still waiting. */
export function registerDeviceMessages(platform: Platform): { stop(): Promise<void> } {
  const inbox = openStatusInbox(platform);
  platform.broker.subscribe(ALL_STATUS, (topic, payload) => inbox.take(topic, payload));
  return { stop: () => inbox.stop() };
}
