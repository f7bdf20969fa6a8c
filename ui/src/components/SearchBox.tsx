/** A search field that speaks only when the typing pauses; Ctrl+F finds it, Esc empties it. */
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "./Button";
import { CloseIcon, SearchIcon } from "./icons";

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number | string;
  /** What is searched, where the label is too short to say it. */
  hint?: string;
  testid?: string;
}

export function SearchBox({ label, value, onChange, width = 200, hint, testid }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const ref = useRef<HTMLInputElement>(null);
  // What was told, from what came back last on.
  const told = useRef([value]);
  const later = useDebouncedCallback((next: string) => {
    told.current.push(next);
    onChange(next);
  }, 150);
  // What comes back of the typing is old by then: it must not take away the letters typed since.
  useEffect(() => {
    const at = told.current.indexOf(value);
    told.current = at < 0 ? [value] : told.current.slice(at);
    if (at < 0) setText(value);
  }, [value]);
  const set = (next: string) => {
    setText(next);
    later(next);
  };
  return (
    <TextInput
      ref={ref}
      size="sm"
      w={width}
      aria-label={label}
      placeholder={label}
      title={hint}
      value={text}
      data-find="true"
      data-testid={testid}
      leftSection={<SearchIcon size={16} />}
      rightSection={
        text ? (
          <IconButton
            label={t("clearSearch")}
            onClick={() => {
              set("");
              ref.current?.focus();
            }}
          >
            <CloseIcon size={14} />
          </IconButton>
        ) : null
      }
      onChange={(event) => set(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && text) {
          event.stopPropagation();
          set("");
        }
      }}
    />
  );
}
