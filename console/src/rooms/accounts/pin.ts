/** Why a new PIN will not do, by the name of its sentence; null when it will. */
export function pinFault(pin: string, again: string): 'pinShape' | 'pinEasy' | 'pinDiffers' | null {
  if (!/^\d{6}$/.test(pin)) return 'pinShape';
  const digits = Array.from(pin, Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const isRow = steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 0);
  if (isRow || new Set(digits).size < 3) return 'pinEasy';
  return pin === again ? null : 'pinDiffers';
}
