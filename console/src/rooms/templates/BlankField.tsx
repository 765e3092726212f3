import { Button, Input, TextInput } from '@mantine/core';
import type { Blank } from '@nguon/protocol/http/templates.ts';
import type { BlankFault } from '@nguon/protocol/template.ts';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dayOf } from '../../time.ts';
import { useTime } from '../../ui/useTime.ts';
import styles from './templates.module.css';

interface FieldProps {
  blank: Blank;
  value: string;
  fault: BlankFault | undefined;
  onChange: (value: string) => void;
}

/** The keyboard that a phone shows for each kind of blank. */
const KEYBOARDS = {
  number: { inputMode: 'numeric' },
  phone: { type: 'tel', inputMode: 'tel' },
  date: { type: 'date' },
  hour: { type: 'time' },
  text: {},
  place: {},
  person: { autoCapitalize: 'words' },
} as const;

/** Moves on to the blank after the one that an element is in. @returns false behind the last one */
export function goOn(from: HTMLElement): boolean {
  const blanks = [...(from.closest('form')?.querySelectorAll<HTMLElement>('[data-blank]') ?? [])];
  const next = blanks[blanks.findIndex((blank) => blank.contains(from)) + 1];
  next?.querySelector<HTMLElement>('input, button')?.focus();
  return next !== undefined;
}

/** One blank: few choices as buttons, today and tomorrow at a tap, everything else typed with the fitting keyboard. */
export function BlankField({ blank, value, fault, onChange }: FieldProps): ReactNode {
  const { t } = useTranslation();
  const error = fault && t(`template.faults.${fault}`);
  if (blank.kind === 'choice') return <Choices {...{ blank, value, error, onChange }} />;
  return (
    <div className="stack-tight" data-blank={blank.name}>
      <TextInput
        label={blank.label}
        value={value}
        size="lg"
        error={error}
        enterKeyHint="next"
        {...KEYBOARDS[blank.kind]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {blank.kind === 'date' && <NearDays value={value} onChange={onChange} />}
    </div>
  );
}

type ChoiceProps = Pick<FieldProps, 'blank' | 'value' | 'onChange'> & { error: string | undefined };

function Choices({ blank, value, error, onChange }: ChoiceProps) {
  const label = useId();
  return (
    <Input.Wrapper
      label={blank.label}
      labelElement="div"
      labelProps={{ id: label }}
      size="lg"
      error={error}
      data-blank={blank.name}
    >
      <div className={styles['choices']} role="group" aria-labelledby={label}>
        {blank.choices.map((choice) => (
          <Quick key={choice} pressed={value === choice} onPress={() => onChange(choice)}>
            {choice}
          </Quick>
        ))}
      </div>
    </Input.Wrapper>
  );
}

function NearDays({ value, onChange }: Pick<FieldProps, 'value' | 'onChange'>) {
  const { now, near } = useTime();
  const today = dayOf(now);
  const days = [today, addDays(today, 1)].map((day) => ({ day, words: near(`${day}T12:00:00+07:00`) }));
  return (
    <div className={styles['choices']}>
      {days.map(({ day, words }) => (
        <Quick key={day} pressed={value === day} onPress={() => onChange(day)}>
          {words}
        </Quick>
      ))}
    </div>
  );
}

/** Fills a blank at one tap and goes on to the next. */
function Quick({ pressed, onPress, children }: { pressed: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <Button
      variant="default"
      aria-pressed={pressed}
      onClick={(event) => {
        onPress();
        goOn(event.currentTarget);
      }}
    >
      {children}
    </Button>
  );
}
