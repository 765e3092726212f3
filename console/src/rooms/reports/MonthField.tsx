import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../time.ts';
import { useTime } from '../../ui/useTime.ts';

/** How far back the list goes: the year's report is written in the next one. */
const MONTHS_BACK = 24;

interface Props {
  label: string;
  /** YYYY-MM; one that the list does not reach stands at its end. */
  value: string;
  onChange: (value: string) => void;
}

/** A month up to this one, in words: the browser's own field speaks the browser's language. */
export function MonthField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const { now } = useTime();
  const months = monthsBefore(dayOf(now).slice(0, 7));
  const offered = months.includes(value) ? months : [...months, value];
  return (
    <NativeSelect
      label={label}
      value={value}
      data={offered.map((month) => ({ value: month, label: words(month) }))}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );

  function words(month: string): string {
    const [year, number] = month.split('-').map(Number);
    return t('books.monthOf', { month: number, year });
  }
}

/** A month YYYY-MM and those before it, newest first. */
function monthsBefore(month: string): string[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: MONTHS_BACK }, (_, back) => {
    const index = year * 12 + number - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}
