import {
  createTheme,
  type CSSVariablesResolver,
  CloseButton,
  Drawer,
  Input,
  InputWrapper,
  type MantineColorsTuple,
  Modal,
  Notification,
  Pill,
  Popover,
  Tooltip,
} from '@mantine/core';
import type { UiLabels } from '../labels.ts';
import kit from './kit.module.css';

/** Ten steps around the one accent; 8 is the light scheme's, 3 the dark one's. */
const accent: MantineColorsTuple = [
  '#e1eeee',
  '#b5d3d4',
  '#8cc4c7',
  '#67bcc1',
  '#4ba4aa',
  '#338b92',
  '#1f747c',
  '#13666e',
  '#0b5a63',
  '#084850',
];

/** The kit's theme in the sizes, radii and weights of the tokens. Close buttons get their name here, once. */
export const makeTheme = (labels: UiLabels) =>
  createTheme({
    colors: { accent },
    primaryColor: 'accent',
    primaryShade: { light: 8, dark: 3 },
    fontFamily: 'var(--font)',
    fontFamilyMonospace: 'var(--mono)',
    headings: { fontFamily: 'var(--font)', fontWeight: '600' },
    fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '19px' },
    lineHeights: { xs: '1.27', sm: '1.42', md: '1.4', lg: '1.4', xl: '1.26' },
    fontWeights: { regular: '400', medium: '400', bold: '600' },
    spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
    radius: { xs: '3px', sm: '3px', md: '3px', lg: '3px', xl: '3px' },
    defaultRadius: 'sm',
    cursorType: 'default',
    focusRing: 'auto',
    respectReducedMotion: true,
    activeClassName: '',
    components: {
      CloseButton: CloseButton.extend({ defaultProps: { iconSize: 16, size: 28 } }),
      Input: Input.extend({
        vars: () => ({ wrapper: { '--input-height': 'var(--control)', '--input-fz': 'var(--t-base)' } }),
        classNames: { wrapper: kit.inputWrapper ?? '', input: kit.input ?? '', section: kit.section ?? '' },
      }),
      InputWrapper: InputWrapper.extend({
        defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] },
        classNames: { label: kit.label ?? '', error: kit.error ?? '', description: kit.help ?? '', required: kit.required ?? '' },
      }),
      Drawer: Drawer.extend({
        defaultProps: { closeButtonProps: { 'aria-label': labels.close }, overlayProps: { className: kit.overlay ?? '' } },
        classNames: { content: kit.sheet ?? '', header: kit.dialogHead ?? '', title: kit.dialogTitle ?? '', body: kit.sheetBody ?? '' },
      }),
      Notification: Notification.extend({
        defaultProps: { closeButtonProps: { 'aria-label': labels.close } },
        classNames: { root: kit.message ?? '', description: kit.messageText ?? '' },
      }),
      Pill: Pill.extend({ classNames: { remove: kit.pillRemove ?? '' } }),
      Tooltip: Tooltip.extend({
        defaultProps: {
          withArrow: false,
          openDelay: 400,
          events: { hover: true, focus: true, touch: true },
          multiline: true,
          transitionProps: { duration: 0 },
        },
        classNames: { tooltip: kit.tooltip ?? '' },
      }),
      Popover: Popover.extend({ defaultProps: { transitionProps: { duration: 0 } }, classNames: { dropdown: kit.popover ?? '' } }),
      Modal: Modal.extend({
        defaultProps: {
          closeButtonProps: { 'aria-label': labels.close },
          transitionProps: { duration: 0 },
          overlayProps: { className: kit.overlay ?? '' },
        },
        classNames: { content: kit.dialog ?? '', header: kit.dialogHead ?? '', title: kit.dialogTitle ?? '', body: kit.dialogBody ?? '' },
      }),
    },
  });

const shared = {
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-error': 'var(--refused)',
  '--mantine-color-success': 'var(--approved)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--control-line)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--rule-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent)',
  '--mantine-primary-color-light': 'var(--selected)',
  '--mantine-primary-color-light-hover': 'var(--selected)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent)',
  '--mantine-color-accent-light': 'var(--selected)',
  '--mantine-color-accent-contrast': 'var(--accent-ink)',
};

/** Every colour variable of the kit becomes one of ours, so both schemes and high contrast follow the tokens. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-shadow-xs': 'none',
    '--mantine-shadow-sm': 'var(--popover-shadow)',
    '--mantine-shadow-md': 'var(--popover-shadow)',
    '--mantine-shadow-lg': 'var(--popover-shadow)',
    '--mantine-shadow-xl': 'var(--popover-shadow)',
  },
  light: shared,
  dark: shared,
});
