import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { LibraryKind } from '@nguon/protocol/http/library.ts';
import { IconFileMusic } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addLibraryItem } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

/** Thêm nhạc: a file, what it is, whose it is and why it may be used. */
export function AddItem({ unit, onClose }: { unit: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<LibraryKind>('chime');
  const [said, setSaid] = useState({ title: '', owner: '', licence: '' });
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: () => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ kind, ...said })) form.append(name, value.trim());
      if (file) form.append('file', file);
      return addLibraryItem(unit, form);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['library'] }),
  });
  const field = (name: keyof typeof said, label: string, most: number, help?: string) => (
    <TextInput
      label={label}
      description={help}
      required
      maxLength={most}
      value={said[name]}
      onChange={(event) => setSaid({ ...said, [name]: event.currentTarget.value })}
    />
  );
  const whole = file !== null && Object.values(said).every((value) => value.trim() !== '');
  return (
    <Sheet title={t('library.add')} opened onClose={onClose}>
      {send.data ? (
        <Note kind="done">{t('library.sent', { title: send.data.title })}</Note>
      ) : (
        <div className="stack">
          <NativeSelect
            label={t('library.kind')}
            value={kind}
            data={LibraryKind.options.map((value) => ({ value, label: t(`library.kinds.${value}`) }))}
            onChange={(event) => setKind(LibraryKind.parse(event.currentTarget.value))}
          />
          {field('title', t('library.name'), 200)}
          {field('owner', t('library.owner'), 200, t('library.ownerHelp'))}
          {field('licence', t('library.licence'), 300, t('library.licenceHelp'))}
          <FileButton accept="audio/*" onChange={setFile}>
            {(props) => (
              <Button variant="default" leftSection={<IconFileMusic aria-hidden />} {...props}>
                {t('library.file')}
              </Button>
            )}
          </FileButton>
          <p className="soft small" aria-live="polite">
            {file ? t('library.chosen', { name: file.name }) : t('library.missing')}
          </p>
          <ErrorNote error={send.error} />
          <Button data-main disabled={!whole} loading={send.isPending} onClick={() => send.mutate()}>
            {t('library.send')}
          </Button>
        </div>
      )}
    </Sheet>
  );
}
