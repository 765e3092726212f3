import type { BulletinState } from '@nguon/protocol/http/bulletins.ts';
import {
  IconArrowBackUp,
  IconCalendarCheck,
  IconClockOff,
  IconHourglass,
  IconPencil,
  IconRotate2,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { StateWord } from '../../ui/words.tsx';

type State = z.infer<typeof BulletinState>;

const SHAPES = {
  draft: IconPencil,
  submitted: IconHourglass,
  returned: IconArrowBackUp,
  ordered: IconCalendarCheck,
  recalled: IconRotate2,
  expired: IconClockOff,
} as const satisfies Record<State, unknown>;

/** Where a bulletin stands: a word and a shape. */
export function BulletinStateWord({ state }: { state: State }) {
  const { t } = useTranslation();
  const Shape = SHAPES[state];
  return (
    <StateWord tone={state === 'ordered' ? 'good' : 'neutral'} icon={<Shape size={16} aria-hidden />}>
      {t(`bulletinStates.${state}`)}
    </StateWord>
  );
}
