import { describe, expect, it } from 'vitest';
import { deviceOfStatus, deviceTopic, unitProgrammeTopic } from './topics.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('topics', () => {
  it('name the device that a status speaks of', () => {
    expect(deviceOfStatus(deviceTopic(id, 'status'))).toBe(id);
    expect(deviceOfStatus(deviceTopic(id, 'command'))).toBeNull();
    expect(deviceOfStatus(`x/${deviceTopic(id, 'status')}`)).toBeNull();
  });

  it.each(['+', '#', 'a/b', '', 'a.b', 'a>', '$SYS'])('refuse %j as an identity', (identity) => {
    expect(() => unitProgrammeTopic(identity)).toThrow(TypeError);
  });
});
