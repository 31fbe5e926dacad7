// SPDX-License-Identifier: Apache-2.0
// The two sides' fills: the same lines leaning left and right, so neither weighs more and colour is not needed.
export function SidePatterns({ above, below }: { above: string; below: string }) {
  const lines = (id: string, turn: number, name: string) => (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <rect width="5" height="5" className="pattern-ground" />
      <rect width="3.2" height="5" className={name} />
    </pattern>
  );
  return (
    <>
      {lines(above, -45, "pattern-a")}
      {lines(below, 45, "pattern-b")}
    </>
  );
}
