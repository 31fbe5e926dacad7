#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report.py FIGURES FOLDER: writes finding.md and its plots from the lines "name TAB value" that bench/find gathered."""
import html
import os
import platform
import sys


def read(folder, name):
    path = os.path.join(folder, name + '.tsv')
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as lines:
        return dict(line.rstrip('\n').split('\t', 1) for line in lines if '\t' in line)


def bars(title, unit, rows, limit=None):
    """A plain bar chart: rows of (label, value). The axis is a logarithm, for the engines are orders apart."""
    from math import ceil, floor, log10
    values = [value for _, value in rows] + ([limit] if limit else [])
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    if low == high:
        high += 1
    left, width, row = 250, 420, 30
    height = 60 + row * len(rows) + 30

    def x(value):
        return left + width * (log10(value) - low) / (high - low)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 90} {height}" font-family="sans-serif" font-size="13" role="img" aria-label="{html.escape(title)}">',
           '<rect width="100%" height="100%" fill="white"/>', f'<text x="10" y="22" font-size="15">{html.escape(title)}</text>']
    for power in range(low, high + 1):
        at = x(10 ** power)
        out.append(f'<line x1="{at:.1f}" y1="38" x2="{at:.1f}" y2="{height - 28}" stroke="#ddd"/>')
        out.append(f'<text x="{at:.1f}" y="{height - 10}" text-anchor="middle" fill="#555">{10 ** power:g} {unit}</text>')
    for i, (label, value) in enumerate(rows):
        y = 46 + row * i
        out.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{html.escape(label)}</text>')
        out.append(f'<rect x="{left}" y="{y}" width="{max(1, x(value) - left):.1f}" height="18" fill="#4477aa"/>')
        out.append(f'<text x="{x(value) + 6:.1f}" y="{y + 14}">{value:.3g}</text>')
    if limit:
        out.append(f'<line x1="{x(limit):.1f}" y1="38" x2="{x(limit):.1f}" y2="{height - 28}" stroke="#cc3311" stroke-dasharray="4 3"/>')
        out.append(f'<text x="{x(limit):.1f}" y="36" text-anchor="middle" fill="#cc3311">at most {limit:g}</text>')
    out.append('</svg>')
    return '\n'.join(out) + '\n'


def reliability(search):
    points = [(float(name.split()[1]), float(value.split('\t')[0]), float(value.split('\t')[1]))
              for name, value in search.items() if name.startswith('reliability ')]
    size, left = 320, 60
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + size + 30} {size + 90}" font-family="sans-serif" font-size="13" role="img" aria-label="Reliability of the probabilities">',
           '<rect width="100%" height="100%" fill="white"/>', '<text x="10" y="22" font-size="15">Probability said, and how often it was true</text>',
           f'<rect x="{left}" y="40" width="{size}" height="{size}" fill="none" stroke="#999"/>',
           f'<line x1="{left}" y1="{40 + size}" x2="{left + size}" y2="40" stroke="#999" stroke-dasharray="4 3"/>']
    for tick in (0, 0.5, 1):
        out.append(f'<text x="{left + size * tick:.0f}" y="{60 + size}" text-anchor="middle">{tick:g}</text>')
        out.append(f'<text x="{left - 8}" y="{45 + size * (1 - tick):.0f}" text-anchor="end">{tick:g}</text>')
    for said, true, _ in points:
        out.append(f'<circle cx="{left + size * said:.1f}" cy="{40 + size * (1 - true):.1f}" r="5" fill="#4477aa"/>')
    out.append(f'<text x="{left + size / 2}" y="{size + 80}" text-anchor="middle">said</text></svg>')
    return '\n'.join(out) + '\n'


def main():
    figures, folder = sys.argv[1:3]
    build, search, small, keys = (read(figures, name) for name in ('build', 'search', 'search_small', 'keystrokes'))
    lucene, trgm = read(figures, 'lucene'), read(figures, 'trgm')
    with open('/proc/cpuinfo', encoding='utf-8') as lines:
        cpu = next((line.split(':', 1)[1].strip() for line in lines if line.startswith('model name')), platform.machine())
    rows = int(build['rows'])
    p50, p99, recall = (float(search['all ' + name]) for name in ('p50 ms', 'p99 ms', 'recall@10'))
    resident = int(search['VmRSS MB'])
    limits = [('median, ms', p50, 0.5, False), ('99th percentile, ms', p99, 5, False), ('among the first ten', recall, 0.995, True),
              ('resident memory, MB', resident, 4096, False), ('index from rows, seconds', float(build['build seconds']), 60, False),
              ('99th percentile of a keystroke at 1,000,000 records, ms', float(keys['keystroke p99 ms']), 2, False)]
    text = ['# Finding: speed, memory, and who is found', '',
            f'Measured by `bench/find`, which writes this page. Machine: {cpu}, {os.cpu_count()} processors, Linux {platform.release()}.', '',
            f'{rows:,} invented people of two regions (`src/synth/people.h`), spelled in the scripts and schemes of their regions. A question is about one of them: up to two letters changed, '
            'left out, put in or changed round in surname and given name, the patronymic whole, an initial or missing, the year right or one off; every second one is spelled as another clerk '
            'would have written it, in another script or in the other language. One thread; the time is that of the whole answer with its reasons.', '',
            '| figure | measured | limit | |', '|---|---:|---|---|']
    for name, value, limit, least in limits:
        kept = value >= limit if least else value <= limit
        text.append(f'| {name} | {value:,.4g} | at {"least" if least else "most"} {limit:,g} | {"kept" if kept else "**missed**"} |')
    text += ['', '| questions | median, ms | 99th percentile, ms | first | among the first ten |', '|---|---:|---:|---:|---:|']
    names = [name[:-len(' recall@10')] for name in search if name.endswith(' recall@10')]
    for name in names:
        text.append(f'| {name} | ' + ' | '.join(f'{float(search[name + " " + what]):.3f}' for what in ('p50 ms', 'p99 ms')) + ' | ' +
                    ' | '.join(f'{float(search[name + " " + what]):.4f}' for what in ('recall@1', 'recall@10')) + ' |')
    text += ['', '"edits 2 + 1": two in the surname, one in the given name.', '', '## What the probabilities mean', '',
             f'Of all hits shown, those said to be the person with a probability of about so much, and how many of them were. Calibration error {float(search["calibration error"]):.4f}.', '',
             '![Reliability](finding-reliability.svg)', '']
    chart = [('Nostos, median', p50), ('Nostos, 99th percentile', p99)]
    if lucene:
        text += ['## Next to Lucene, on the same rows and questions', '',
                 'Lucene 4.10 (Debian), one segment, mapped, warm, one thread. It is given the first skeleton of each word, so that scripts do not part them, and asked by `FuzzyQuery` of two edits on '
                 'each name, the initial of the patronymic and the three days as terms (`bench/finding/LuceneBench.java`).', '',
                 '| engine | median, ms | 99th percentile, ms | among the first ten | index, MB | built in, s |', '|---|---:|---:|---:|---:|---:|',
                 f'| Nostos | {p50:.3f} | {p99:.3f} | {recall:.4f} | {int(search["index MB"]):,} | {float(build["build seconds"]):.1f} |']
        for expansions in ('50', '1000'):
            name = f'lucene {expansions} expansions '
            mid, most, seen = (float(lucene[name + what]) for what in ('p50 ms', 'p99 ms', 'recall@10'))
            text.append(f'| Lucene, {expansions} expansions | {mid:.3f} | {most:.3f} | {seen:.4f} | {int(lucene["lucene index MB"]):,} | {float(lucene["lucene build seconds"]):.1f} |')
            chart += [(f'Lucene {expansions}, median', mid), (f'Lucene {expansions}, 99th percentile', most)]
        ratio = float(lucene['lucene 1000 expansions p99 ms']) / p99
        text += ['', f'At the 99th percentile Lucene with 1,000 expansions takes {ratio:.1f} times as long.', '']
    if trgm:
        text += ['## Next to pg_trgm, on one million rows', '', '| engine | median, ms | 99th percentile, ms | among the first ten |', '|---|---:|---:|---:|',
                 f'| Nostos | {float(small["all p50 ms"]):.3f} | {float(small["all p99 ms"]):.3f} | {float(small["all recall@10"]):.4f} |',
                 f'| pg_trgm, GIN, similarity 0.3 | {float(trgm["pg_trgm p50 ms"]):.1f} | {float(trgm["pg_trgm p99 ms"]):.1f} | {float(trgm["pg_trgm recall@10"]):.4f} |', '']
    text += ['![Time of an answer](finding-times.svg)', '']
    with open(os.path.join(folder, 'finding.md'), 'w', encoding='utf-8') as out:
        out.write('\n'.join(text))
    with open(os.path.join(folder, 'finding-times.svg'), 'w', encoding='utf-8') as out:
        out.write(bars(f'Time of an answer, {rows:,} records', 'ms', chart, 5))
    with open(os.path.join(folder, 'finding-reliability.svg'), 'w', encoding='utf-8') as out:
        out.write(reliability(search))


main()
