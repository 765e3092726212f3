import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { normaliseText } from '../../api.ts';

/** A text as the machine will read it in a unit, a moment after the last letter; `asked` is the text that the answer is about. */
export function useSpoken(unit: string, text: string) {
  const [asked] = useDebouncedValue(text, 500);
  const said = useQuery({
    queryKey: ['spoken', unit, asked],
    queryFn: () => normaliseText(asked, unit),
    enabled: asked.trim() !== '',
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { asked, shown: asked.trim() === '' ? undefined : said.data, error: said.error };
}
