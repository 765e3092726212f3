import { BROKER_DISCONNECT, deviceTopic } from '@nguon/protocol/topics.ts';
import { BrokerAwayError } from '../../platform/mqtt.ts';
import type { Platform } from '../../platform/platform.ts';
import type { KeptAssignment } from './store.ts';

/** Drops a device's connection to the broker; it gets no new password. A broker that is away has no connections to drop. */
export async function dropFromBroker(platform: Platform, device: string): Promise<void> {
  await hint(platform, BROKER_DISCONNECT, JSON.stringify({ client: device }));
}

/** Gives a connected device its new assignment (the compact JWS itself); others fetch it at their next login. */
export async function pushAssignment(platform: Platform, device: string, assignment: KeptAssignment): Promise<void> {
  await hint(platform, deviceTopic(device, 'assignment'), assignment.jws);
}

/** A push that fails is no failure of the act: the document is the truth and is asked for at each login. */
async function hint({ broker, log }: Platform, topic: string, payload: string): Promise<void> {
  try {
    await broker.publish(topic, payload);
  } catch (error) {
    if (!(error instanceof BrokerAwayError)) throw error;
    log.warn({ err: error, topic }, 'không gửi được tới thiết bị / not pushed to the device');
  }
}
