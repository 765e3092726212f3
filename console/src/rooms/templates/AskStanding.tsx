import { Button, NumberInput } from '@mantine/core';
import type { Template } from '@nguon/protocol/http/templates.ts';
import { LONGEST_STANDING_DAYS } from '@nguon/protocol/standing.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askStanding } from '../../api-standing.ts';
import { provinceNow } from '../../session.ts';
import { addDays, dayOf } from '../../time.ts';
import { ClockField } from '../../ui/ClockField.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { PlacePicker, type Place } from '../../ui/PlacePicker.tsx';

/** A minute is what most notices take when they are read twice. */
const USUAL_SECONDS = 60;
const USUAL_PER_DAY = 3;

/** Xin duyệt sẵn: where, within which hours, how long, how often and until when the template may go out without asking. */
export function AskStanding(props: { template: Template; unit: string; unitName: string; onAsked: () => void }) {
  const { template, unit, unitName, onAsked } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const { content } = template;
  const home = [{ id: unit, name: unitName }];
  const [places, setPlaces] = useState<Place[]>(home);
  const [hours, setHours] = useState(content.hours ?? { from: '05:00', to: '20:00' });
  const [longestSeconds, setLongest] = useState(Math.min(USUAL_SECONDS, content.longestSeconds));
  const [perDay, setPerDay] = useState(USUAL_PER_DAY);
  const [until, setUntil] = useState(() => usualEnd(dayOf(provinceNow())));
  const asking = useMutation({
    mutationFn: () =>
      askStanding({
        unit,
        template: template.id,
        places: places.map(({ id }) => id),
        hours,
        longestSeconds,
        perDay,
        until,
      }),
    onSuccess: async () => {
      await client.invalidateQueries();
      onAsked();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <p className="soft">{t('standing.outside')}</p>
      <h3>{t('standing.places')}</h3>
      <PlacePicker label={t('standing.places')} roots={home} chosen={places} onChange={setPlaces} />
      <div className="row">
        <ClockField label={t('standing.from')} value={hours.from} onChange={(from) => setHours({ ...hours, from })} />
        <ClockField label={t('standing.to')} value={hours.to} onChange={(to) => setHours({ ...hours, to })} />
      </div>
      <NumberInput
        size="lg"
        label={t('standing.longest')}
        min={10}
        max={content.longestSeconds}
        allowDecimal={false}
        value={longestSeconds}
        onChange={(value) => setLongest(Number(value))}
      />
      <NumberInput
        size="lg"
        label={t('standing.perDay')}
        min={1}
        max={20}
        allowDecimal={false}
        value={perDay}
        onChange={(value) => setPerDay(Number(value))}
      />
      <DayField label={t('standing.until')} value={until} onChange={setUntil} />
      <ErrorNote error={asking.error} />
      <Button type="submit" size="lg" loading={asking.isPending} disabled={places.length === 0 || until === ''}>
        {t('standing.send')}
      </Button>
    </form>
  );
}

/** The end of the year, or of the half year that may be asked for, whichever comes first. */
function usualEnd(today: string): string {
  const [year, farthest] = [`${today.slice(0, 4)}-12-31`, addDays(today, LONGEST_STANDING_DAYS - 1)];
  return year < farthest ? year : farthest;
}
