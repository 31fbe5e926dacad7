// SPDX-License-Identifier: Apache-2.0
// The box a person is asked for in. While a name is typed, words of names on file are offered, in any script; the arrow
// keys choose one, Enter takes it, Escape puts them away. A search is made only when it is asked for.
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { post } from "../../api/client";
import type { Completions } from "../../api/types";
import { useWords } from "../../i18n/text";
import { lastWord, withLastWord } from "./last_word";

const waitMs = 90;

interface NameBoxProps {
  value: string;
  onValue(value: string): void;
}

export function NameBox({ value, onValue }: NameBoxProps) {
  const words = useWords();
  const ids = useId();
  const [offered, setOffered] = useState<Completions["words"]>([]);
  const [chosen, setChosen] = useState(-1);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    setChosen(-1);
    if (!typing || [...lastWord(value)].length < 2) {
      setOffered([]);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      post<Completions>("/api/names", { typed: lastWord(value) }, stop.signal)
        .then((answer) => setOffered(answer.words.filter((one) => one.word !== lastWord(value))))
        .catch(() => {
          if (!stop.signal.aborted) setOffered([]); // the search itself will say what is wrong
        });
    }, waitMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [value, typing]);
  const close = () => {
    setTyping(false);
    setOffered([]);
  };
  const take = (word: string) => {
    onValue(`${withLastWord(value, word)} `);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (offered.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are words: the box itself.
      setChosen(((chosen + 1 + step + offered.length + 1) % (offered.length + 1)) - 1);
    } else if (event.key === "Enter") {
      const word = offered[chosen];
      if (word) {
        event.preventDefault();
        take(word.word);
      } else close();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  };
  const open = offered.length > 0;
  return (
    <div className="field field-wide name-box">
      <label htmlFor={`${ids}q`}>{words.t("find.question")}</label>
      <input
        id={`${ids}q`}
        type="search"
        data-search
        autoComplete="off"
        spellCheck={false}
        maxLength={250}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${ids}l`}
        aria-activedescendant={chosen >= 0 ? `${ids}o${chosen}` : undefined}
        value={value}
        placeholder={words.t("find.hint")}
        onKeyDown={onKeyDown}
        onBlur={close}
        onChange={(event) => {
          setTyping(true);
          onValue(event.target.value);
        }}
      />
      <ul id={`${ids}l`} role="listbox" aria-label={words.t("find.complete")} hidden={!open}>
        {offered.map((one, i) => (
          <li
            key={one.word}
            id={`${ids}o${i}`}
            role="option"
            aria-selected={i === chosen}
            // Before the box loses the focus.
            onMouseDown={(event) => {
              event.preventDefault();
              take(one.word);
            }}
          >
            <span>{one.word}</span> <span className="quiet">{words.t("find.complete_n", { n: one.records })}</span>
          </li>
        ))}
      </ul>
      <span className="ear" role="status">
        {open ? words.t("find.complete_count", { n: offered.length }) : ""}
      </span>
    </div>
  );
}
