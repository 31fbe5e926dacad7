// SPDX-License-Identifier: Apache-2.0
// A table wider than a narrow screen: it is moved sideways in place, by keyboard too.
import type { ReactNode } from "react";

export function WideTable({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <div className="side-by-side" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="ear">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
