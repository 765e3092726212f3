import { Button, FileButton } from '@mantine/core';
import type { ImportView } from '@nguon/protocol/http/imports.ts';
import { IconCamera, IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readImport } from '../../api.ts';
import { ErrorNote, Note } from '../../ui/notes.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { IMPORT_TYPES, importFile, importInAddress } from './import-file.ts';
import { ImportReading } from './ImportReading.tsx';
import type { Desk } from './useDesk.ts';

const LOOK_AGAIN_MS = 1_000;
const LONGEST_TEXT = 60_000;

type Words = Pick<Desk['draft']['content'], 'text' | 'title'>;

/** Takes the words of a bulletin from a file or a photo; what was there before can be brought back. */
export function ImportText({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const [id, setId] = useState(() => importInAddress(window.location.search));
  const [opened, setOpened] = useState(id !== null);
  const [before, setBefore] = useState<Words | null>(null);
  const { content } = desk.draft;
  const sending = useMutation({
    mutationFn: async (file: File) => importFile(file, content.unit),
    onSuccess: (sent) => {
      setId(sent.id);
      setOpened(true);
    },
  });
  const found = useImport(id);
  const use = (text: string): void => {
    setBefore({ text: content.text, title: content.title });
    desk.write({ text: text.slice(0, LONGEST_TEXT) });
    setOpened(false);
  };
  const undo = (): void => {
    if (before) desk.write(before);
    setBefore(null);
  };
  return (
    <div className="stack-tight">
      <div className="row">
        <Pick sending={sending} camera={false} />
        <Pick sending={sending} camera />
        {found.data?.state === 'ready' && (
          <Button variant="default" onClick={() => setOpened(true)}>
            {t('import.open')}
          </Button>
        )}
      </div>
      <p className="soft small" role="status">
        {sending.isPending ? t('import.sending') : <Progress view={found.data} />}
      </p>
      <ErrorNote error={sending.error ?? found.error} />
      <Failure view={found.data} />
      {before && (
        <Note kind="done">
          <p>{t('import.used')}</p>
          <Button variant="default" onClick={undo}>
            {t('import.undo')}
          </Button>
        </Note>
      )}
      {found.data?.result && (
        <Sheet title={t('import.title')} opened={opened} onClose={() => setOpened(false)} wide>
          <ImportReading key={found.data.id} view={found.data} result={found.data.result} onUse={use} />
        </Sheet>
      )}
    </div>
  );
}

/** What the server has read so far; looked at again until it has ended. */
function useImport(id: string | null) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: () => readImport(id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'making' ? LOOK_AGAIN_MS : false),
  });
}

function Pick({ sending, camera }: { sending: { isPending: boolean; mutate: (file: File) => void }; camera: boolean }) {
  const { t } = useTranslation();
  const Icon = camera ? IconCamera : IconFileText;
  return (
    <FileButton
      accept={camera ? 'image/*' : IMPORT_TYPES}
      {...(camera && { capture: 'environment' })}
      onChange={(file) => file && sending.mutate(file)}
    >
      {(props) => (
        <Button {...props} variant="default" leftSection={<Icon aria-hidden />} loading={sending.isPending}>
          {t(camera ? 'import.take' : 'import.choose')}
        </Button>
      )}
    </FileButton>
  );
}

function Progress({ view }: { view: ImportView | undefined }) {
  const { t } = useTranslation();
  if (view?.state !== 'making') return t('import.help');
  const { done, pages } = view;
  const doing = pages === null ? t('import.waiting') : t('import.page', { page: Math.min(done + 1, pages), pages });
  return `${doing} ${t('import.leave')}`;
}

function Failure({ view }: { view: ImportView | undefined }) {
  const { i18n } = useTranslation();
  if (!view?.problem) return null;
  return <Note kind="error">{i18n.language === 'en' ? view.problem.detail : view.problem.title}</Note>;
}
