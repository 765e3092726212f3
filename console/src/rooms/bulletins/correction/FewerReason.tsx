import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Why a correction is heard less often, or in fewer places, than its error; read by whoever approves. */
export function FewerReason({ reason, onChange }: { reason: string; onChange: (reason: string) => void }) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={t('correction.fewer')}
      description={t('correction.fewerHelp')}
      maxLength={500}
      autosize
      value={reason}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
