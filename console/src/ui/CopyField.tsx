import { Button, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** A text to hand on: shown whole, copied by one press. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 3_000 });
  return (
    <div className="stack-tight">
      <TextInput label={label} value={text} readOnly onFocus={(event) => event.currentTarget.select()} />
      <Button
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        leftSection={clipboard.copied ? <IconCheck aria-hidden /> : <IconCopy aria-hidden />}
        onClick={() => clipboard.copy(text)}
      >
        <span aria-live="polite">{clipboard.copied ? t('act.copied') : t('act.copy')}</span>
      </Button>
    </div>
  );
}
