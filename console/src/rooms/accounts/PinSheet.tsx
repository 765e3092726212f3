import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

/** Asks for the PIN of this phone and does one act with it; a wrong one may be typed again. */
export function PinSheet(props: {
  title: string;
  opened: boolean;
  onClose: () => void;
  act: (pin: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const acting = useMutation({
    mutationFn: () => props.act(pin),
    onSuccess: props.onClose,
    onSettled: () => setPin(''),
  });
  return (
    <Sheet title={props.title} opened={props.opened} onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (pin.length === 6) acting.mutate();
        }}
      >
        <PinField label={t('phones.pin')} value={pin} onChange={setPin} focused />
        <ErrorNote error={acting.error} />
        <Button type="submit" size="lg" loading={acting.isPending} disabled={pin.length !== 6}>
          {t('approving.sign')}
        </Button>
      </form>
    </Sheet>
  );
}

/** Six digits, with the keys of a telephone. */
export function PinField(props: {
  label: string;
  value: string;
  onChange: (pin: string) => void;
  error?: string | null;
  focused?: boolean;
}) {
  return (
    <PasswordInput
      label={props.label}
      size="lg"
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      {...(props.focused && { 'data-autofocus': true })}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value.replaceAll(/\D/g, ''))}
    />
  );
}
