import {
  ALL_STATUS,
  BROKER_DISCONNECT,
  EVERYTHING,
  deviceFilter,
  deviceTopic,
  unitFilter,
  unitProgrammeTopic,
} from '@nguon/protocol/topics.ts';
import { describe, expect, it } from 'vitest';
import type { BrokerClaims } from '../lib/broker-password.ts';
import { mayPublish, maySubscribe } from './rights.ts';

const device: BrokerClaims = { sub: 'd1', role: 'device', units: ['u1', 'u2'], exp: 1 };
const server: BrokerClaims = { sub: 'server', role: 'server', units: [], exp: 1 };

describe('a device', () => {
  it.each([
    unitFilter('u1'),
    unitFilter('u2'),
    unitProgrammeTopic('u1'),
    deviceFilter('d1'),
    deviceTopic('d1', 'assignment'),
  ])('may hear %s', (filter) => {
    expect(maySubscribe(device, filter)).toBe(true);
  });

  it.each([
    unitFilter('u3'),
    unitFilter('u12'),
    deviceFilter('d2'),
    deviceFilter('d12'),
    EVERYTHING,
    ALL_STATUS,
    BROKER_DISCONNECT,
    '#',
    unitFilter('u1').replace(/^[a-z]+/, '+'),
    unitProgrammeTopic('u1').replace('u1', '+'),
    unitFilter('u1').replace('u1/', ''),
    '$SYS/#',
    '',
  ])('may not hear %s', (filter) => {
    expect(maySubscribe(device, filter)).toBe(false);
  });

  it('may say its own status and nothing else', () => {
    expect(mayPublish(device, deviceTopic('d1', 'status'))).toBe(true);
    for (const topic of [
      deviceTopic('d2', 'status'),
      deviceTopic('d1', 'command'),
      unitProgrammeTopic('u1'),
      BROKER_DISCONNECT,
      'other',
    ]) {
      expect(mayPublish(device, topic)).toBe(false);
    }
  });
});

it('the server may everything of ours and nothing outside', () => {
  expect(maySubscribe(server, ALL_STATUS)).toBe(true);
  expect(mayPublish(server, BROKER_DISCONNECT)).toBe(true);
  expect(maySubscribe(server, '#')).toBe(false);
  expect(mayPublish(server, '$SYS/x')).toBe(false);
});
