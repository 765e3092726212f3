import { fourWords } from '@nguon/protocol/words.ts';
import { useQuery } from '@tanstack/react-query';

/** The four words that stand for the province's root key and a phone's key together, "ao, bàn, bếp, bò". */
export function useFourWords(root: string, x: string): string {
  const words = useQuery({ queryKey: ['four-words', root, x], queryFn: () => fourWords(root, x), staleTime: Infinity });
  return words.data?.join(', ') ?? '…';
}
