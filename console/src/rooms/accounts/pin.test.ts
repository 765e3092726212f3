import { expect, it } from 'vitest';
import { pinFault } from './pin.ts';

it.each([
  ['271828', '271828', null],
  ['27182', '27182', 'pinShape'],
  ['27182a', '27182a', 'pinShape'],
  ['123456', '123456', 'pinEasy'],
  ['987654', '987654', 'pinEasy'],
  ['111111', '111111', 'pinEasy'],
  ['121212', '121212', 'pinEasy'],
  ['271828', '271829', 'pinDiffers'],
])('%s, %s', (pin, again, fault) => expect(pinFault(pin, again)).toBe(fault));
