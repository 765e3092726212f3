import { useQuery } from '@tanstack/react-query';

/** A QR code as a picture of squares, dark on light in either scheme, for cameras want it so. Drawn once its small library has come. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const drawing = useQuery({ queryKey: ['qr', text], queryFn: () => draw(text), staleTime: Infinity, gcTime: 0 });
  if (!drawing.data) return <div style={{ width: 'min(15rem, 100%)', aspectRatio: '1' }} aria-busy="true" />;
  const { size, path } = drawing.data;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      style={{ width: 'min(15rem, 100%)', height: 'auto', background: '#fff', borderRadius: 8 }}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

/** One square of the path for each dark module; the quiet zone of four modules is part of the standard (ISO/IEC 18004). */
async function draw(text: string): Promise<{ size: number; path: string }> {
  const { encode } = await import('uqr');
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
