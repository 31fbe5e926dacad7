// SPDX-License-Identifier: Apache-2.0
// A day as year-month-day. The browser's own date field would show 01/02 to some readers, which is two different days.
import { useEffect, useId, useState } from "react";
import { useWords } from "../i18n/text";

// "2024-1-31", "2024.01.31" and "2024/01/31" are one day; anything else, and days that do not exist, are none.
export function parseDay(text: string): string | null {
  const match = /^\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})\s*$/.exec(text);
  if (!match) return null;
  const iso = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

interface DateInputProps {
  label: string;
  hint?: string;
  value: string; // a day, or empty
  autoFocus?: boolean;
  onChange(value: string): void;
}

export function DateInput({ label, hint, value, autoFocus = false, onChange }: DateInputProps) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState(value);
  const [left, setLeft] = useState(false);
  useEffect(() => {
    setText((old) => ((parseDay(old) ?? "") === value ? old : value));
  }, [value]);
  const bad = text.trim() !== "" && parseDay(text) === null;
  const shown = bad && left;
  return (
    <div className="field-group">
      <label className="field">
        <span>{label}</span>
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder={words.t("date.form")}
          value={text}
          autoFocus={autoFocus}
          aria-invalid={shown || undefined}
          aria-describedby={hint || shown ? id : undefined}
          onBlur={() => setLeft(true)}
          onChange={(event) => {
            setText(event.target.value);
            setLeft(false);
            onChange(parseDay(event.target.value) ?? "");
          }}
        />
      </label>
      {(hint || shown) && (
        <p id={id} className={shown ? "error" : "quiet"}>
          {shown ? words.t("date.bad") : hint}
        </p>
      )}
    </div>
  );
}
