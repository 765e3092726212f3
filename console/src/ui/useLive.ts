import { LiveEvent } from '@nguon/protocol/http/broadcasts.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { openEvents } from '../api.ts';

/** What is asked again when the server hints that something of a kind has changed. */
const TOUCHED: Readonly<Record<LiveEvent['kind'], readonly string[]>> = {
  order: ['orders', 'on-air', 'bulletin', 'devices'],
  programme: ['timetable', 'on-air'],
  everything: ['orders', 'on-air', 'bulletin', 'timetable', 'inbox', 'devices'],
};

/** Asks again for what the server says has changed. Screens ask by themselves too, only later: a lost line costs seconds. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const events = openEvents();
    events.addEventListener('message', (message: MessageEvent<string>) => {
      const event = readEvent(message.data);
      for (const key of event ? TOUCHED[event.kind] : []) void client.invalidateQueries({ queryKey: [key] });
    });
    return () => events.close();
  }, [client]);
}

function readEvent(data: string): LiveEvent | null {
  try {
    return LiveEvent.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
