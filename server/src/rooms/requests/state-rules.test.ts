import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestState } from '@nguon/protocol/http/requests.ts';
import { nextStep, REQUEST_EVENTS, requestStateAfter, type RequestEvent } from './state-rules.ts';

const events = fc.constantFrom(...REQUEST_EVENTS);

describe('states of a request', () => {
  it('leaves "waiting" at most once, and never returns to it, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (story) => {
        let state = RequestState.enum.waiting as RequestState;
        let closings = 0;
        for (const event of story) {
          const next = requestStateAfter(state, event);
          if (state !== 'waiting') expect(next).toBeNull();
          if (next !== null && next !== 'waiting') closings += 1;
          state = next ?? state;
        }
        expect(closings).toBeLessThanOrEqual(1);
        expect(state === 'approved').toBe(firstClosing(story) === 'approve-last');
      }),
    );
  });
});

type RequestState = ReturnType<typeof RequestState.parse>;

function firstClosing(story: readonly RequestEvent[]): RequestEvent | undefined {
  return story.find((event) => event !== 'approve');
}

describe('steps of a route', () => {
  const steps = [2, 1, 3].map((step) => ({ step, name: `bước ${step}`, roles: ['editorial-board'] }));

  it('are done in order, each once', () => {
    const done: number[] = [];
    for (let next = nextStep(steps, done); next; next = nextStep(steps, done)) done.push(next.step);
    expect(done).toEqual([1, 2, 3]);
  });
});
