import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  opened: boolean;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}

/** A small task above the screen; on a phone it takes the whole of it. */
export function Sheet({ title, opened, onClose, wide = false, children }: Props) {
  const { t } = useTranslation();
  const onPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={wide ? 'lg' : 'md'}
      fullScreen={onPhone}
      // Its header is that of the sheet, not of the page.
      attributes={{ header: { role: 'presentation' } }}
      closeButtonProps={{ 'aria-label': t('act.close'), size: 'lg' }}
    >
      {children}
    </Modal>
  );
}
