import { expect, test } from 'vitest';
import { WrongSetting, readCommand, readConfig } from './config.ts';

test('settings have defaults, and a wrong one names itself', () => {
  const config = readConfig({ HOME: '/home/x', NGUON_SPEAKER_DIR: '/var/lib/loa', NGUON_SPEAKER_RTC: '1' });
  expect(config).toMatchObject({ dir: '/var/lib/loa', hasRtc: true, refreshMs: 600_000, fleet: null });
  expect(() => readConfig({ NGUON_SPEAKER_AUDIO: 'loud' })).toThrow(/NGUON_SPEAKER_AUDIO.*silent/);
  expect(() => readConfig({ NGUON_SPEAKER_REFRESH_SECONDS: 'often' })).toThrow(/NGUON_SPEAKER_REFRESH_SECONDS/);
});

test('where mpv is not found the built-in decoder is used', () => {
  expect(readConfig({ PATH: '/nowhere' }).audio).toBe('decoder-file');
  expect(readConfig({ PATH: '/nowhere', NGUON_SPEAKER_AUDIO: 'mpv' }).audio).toBe('mpv');
});

test.each([
  [['claim', 'NGUON1.x'], { do: 'claim', claim: 'NGUON1.x', serial: null, again: false }],
  [['claim', '--serial', 'S1', 'NGUON1.x', '--again'], { do: 'claim', claim: 'NGUON1.x', serial: 'S1', again: true }],
  [['run'], { do: 'run' }],
  [['status', '--json'], { do: 'status', json: true }],
  [['volume', '30'], { do: 'volume', percent: 30 }],
  [[], { do: 'help' }],
])('%j', (argv, command) => {
  expect(readCommand(argv)).toEqual(command);
});

test.each([[['claim']], [['volume', '101']], [['volume', '-1']], [['sing']], [['claim', 'x', '--serial', '']]])(
  '%j is refused with a sentence',
  (argv) => {
    expect(() => readCommand(argv)).toThrow(WrongSetting);
  },
);
