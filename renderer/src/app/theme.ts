import { Alert, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { alertTone } from './alert-tones.ts';

const harbour: MantineColorsTuple = [
  '#ebf5f8',
  '#d7e8ee',
  '#aed2dd',
  '#83bbcb',
  '#5fa7bc',
  '#4799b1',
  '#378ca6',
  '#247a93',
  '#146a83',
  '#075a71',
];

const slate: MantineColorsTuple = [
  '#dde2e8',
  '#b9c1cb',
  '#98a2ae',
  '#6d7885',
  '#3c4550',
  '#323a44',
  '#242b33',
  '#1a2027',
  '#151a20',
  '#0f1317',
];

const fontFamily =
  'system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif, "Noto Color Emoji"';
const fontFamilyMonospace =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Consolas, monospace';

export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 8, dark: 7 },
  colors: { harbour, dark: slate },
  fontFamily,
  fontFamilyMonospace,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily, fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  black: '#18212b',
  components: {
    Alert: Alert.extend({
      vars: (_, { color }) => ({ root: { ...alertTone(color) } }),
      styles: { root: { border: 'var(--alert-bd)' }, title: { fontSize: 'var(--mantine-font-size-md)' } },
    }),
    Button: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 120 },
        closeButtonProps: { 'aria-label': 'Close' },
        yOffset: '6vh',
      },
      styles: {
        title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 600 },
        // A field that takes the focus scrolls clear of the dialog's sticky row of buttons.
        content: { scrollPaddingBlock: 80 },
        body: { overflowWrap: 'anywhere' },
      },
    },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    PasswordInput: { defaultProps: { visibilityToggleFocusable: true } },
  },
});

/** Mantine's own greys and red miss WCAG's 4.5:1 on these backgrounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--pane-border': '1px solid var(--pane-line)' },
  light: {
    '--mantine-color-dimmed': '#56616d',
    '--mantine-color-placeholder': '#6c7783',
    '--mantine-color-error': '#c22b2b',
    '--pane-side': '#f4f6f8',
    '--pane-line': '#dfe4e9',
    '--pane-card': '#ffffff',
    '--pane-main': '#fbfcfd',
  },
  dark: {
    '--mantine-color-dimmed': '#9aa5b1',
    '--mantine-color-placeholder': '#87929e',
    '--mantine-color-error': '#ff8d8d',
    '--pane-side': '#151a20',
    '--pane-line': '#2d353f',
    '--pane-card': '#1f262e',
    '--pane-main': '#1a2027',
  },
});
