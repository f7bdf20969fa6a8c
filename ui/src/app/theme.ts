/**
 * Mantine wears the board's look: its colours come from tokens.css, its measures from here. The parts are named and not
 * imported, so that a screen which has none of them does not wait for them.
 */
import { createTheme } from "@mantine/core";
import { createElement } from "react";
import { DownIcon } from "@/components/icons";
import css from "./theme.module.css";

export const theme = createTheme({
  fontFamily: "var(--font)",
  defaultRadius: 6,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    SegmentedControl: {
      defaultProps: { transitionDuration: 0 },
      classNames: {
        root: css.segments,
        label: css.segment,
        indicator: css.segmentNow,
        control: css.segmentControl,
      },
    },
    TextInput: { classNames: { input: css.input, section: css.section } },
    Select: {
      defaultProps: {
        rightSection: createElement(DownIcon, { size: 15 }),
        comboboxProps: { transitionProps: { duration: 0 } },
        allowDeselect: false,
      },
      classNames: { input: css.input, section: css.section, option: css.option, dropdown: css.dropdown },
    },
    // Where there is room neither above nor below, a menu lies over what opened it and scrolls.
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        middlewares: { flip: true, shift: { crossAxis: true, padding: 8 } },
      },
      classNames: { dropdown: css.menu },
    },
    Notification: { classNames: { description: css.noticeWords } },
    Tooltip: {
      defaultProps: { transitionProps: { duration: 0 }, openDelay: 300, withinPortal: true },
      classNames: { tooltip: css.tooltip },
    },
  },
});
