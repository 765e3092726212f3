import { TextInput, type TextInputProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { instantOf, writtenDay } from '../time.ts';
import { useTime } from './useTime.ts';

interface Props extends Omit<TextInputProps, 'type' | 'value' | 'onChange' | 'inputWrapperOrder'> {
  /** YYYY-MM-DD on the province's calendar; '' while none is chosen. */
  value: string;
  onChange: (value: string) => void;
}

/**
 * A day. Browsers write it in the order of their own language, in which 11/05 may be May or November: below stands what was chosen, in words.
 */
export function DayField({ value, onChange, description, ...rest }: Props) {
  const { tongue } = useTime();
  const chosen = /^\d{4}-\d{2}-\d{2}$/.test(value) ? writtenDay(instantOf(value, '12:00'), tongue) : undefined;
  return (
    <TextInput
      {...rest}
      type="date"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={chosen === undefined ? description : <Said chosen={chosen}>{description}</Said>}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The day in words, and what else stands below the field. */
function Said({ chosen, children }: { chosen: string; children: ReactNode }) {
  if (!children) return chosen;
  return (
    <>
      {chosen}. {children}
    </>
  );
}
