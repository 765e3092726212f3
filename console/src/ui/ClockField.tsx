import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const MINUTES = Array.from({ length: 12 }, (_, step) => String(step * 5).padStart(2, '0'));

interface Props {
  label: string;
  /** HH:MM on the province's clock. */
  value: string;
  onChange: (value: string) => void;
}

/** A time of day in 24 hours, whatever the browser's own language makes of it. */
export function ClockField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const [hour = '00', minute = '00'] = value.split(':');
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, flex: '1 1 15rem' }}>
      <legend style={{ padding: 0, marginBottom: '0.25rem', fontWeight: 600 }}>{label}</legend>
      <div style={{ display: 'flex', gap: '0.5rem' }}>
        <NativeSelect
          style={{ flex: 3 }}
          aria-label={`${label}: ${t('clock.hour')}`}
          value={hour}
          data={HOURS.map((each) => ({ value: each, label: t('clock.hourOf', { hour: Number(each) }) }))}
          onChange={(event) => onChange(`${event.currentTarget.value}:${minute}`)}
        />
        <NativeSelect
          style={{ flex: 2 }}
          aria-label={`${label}: ${t('clock.minute')}`}
          value={minute}
          data={MINUTES.includes(minute) ? MINUTES : [...MINUTES, minute]}
          onChange={(event) => onChange(`${hour}:${event.currentTarget.value}`)}
        />
      </div>
    </fieldset>
  );
}
