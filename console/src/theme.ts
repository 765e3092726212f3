import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The lake: what you can do. */
const lake: MantineColorsTuple = [
  '#eaf5f1',
  '#d3e9e2',
  '#a8d5c8',
  '#7cc4b1',
  '#62c3ad',
  '#2d9580',
  '#177a68',
  '#0f6e5e',
  '#0d6657',
  '#084b40',
];
/** Kept for emergencies and Dừng phát alone. */
const danger: MantineColorsTuple = [
  '#fdecea',
  '#f9d3ce',
  '#f3a9a1',
  '#ec8379',
  '#e2604f',
  '#d2402f',
  '#c0301f',
  '#b3261e',
  '#9c1f18',
  '#7e1711',
];

const touch = { size: 'md' } as const;

/** Ink on warm paper; letters and controls large enough for a thumb and for glasses. */
export const theme = createTheme({
  fontFamily: "'Be Vietnam Pro', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: {
    fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
    fontWeight: '600',
  },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  lineHeights: { xs: '1.5', sm: '1.55', md: '1.6', lg: '1.6', xl: '1.6' },
  colors: { lake, danger },
  primaryColor: 'lake',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  black: '#1d2625',
  white: '#fffdf8',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: touch,
      // Letters on the lake: paper by day, deep water by night.
      vars: (_theme: unknown, { variant = 'filled' }: { variant?: string }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-lake)', '--button-hover': 'var(--lake-ink)' } : {},
      }),
    },
    TextInput: { defaultProps: touch },
    PasswordInput: { defaultProps: touch },
    Textarea: { defaultProps: touch },
    NativeSelect: { defaultProps: touch },
    Checkbox: { defaultProps: touch },
    Radio: { defaultProps: touch },
    SegmentedControl: { defaultProps: touch },
  },
});

/** Mantine's own variables take their colours from ours in ui/look.css, which know light from dark. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-anchor': 'var(--lake-ink)',
    '--mantine-color-default': 'var(--sheet)',
    '--mantine-color-default-hover': 'var(--sunk)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--edge)',
    '--mantine-color-error': 'var(--ink)',
    '--mantine-color-disabled': 'var(--sunk)',
    '--mantine-color-disabled-color': 'var(--ink-soft)',
    '--mantine-color-disabled-border': 'var(--line)',
  };
  return { variables: {}, light: shared, dark: shared };
};
