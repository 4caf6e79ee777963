// Every sandbox against every duty.

import {
	boxLink, button, dutyText, empty, h, icon, playsText, redraw, rowSign, rowVerdict, sandboxLink, table, VERDICTS,
} from '../kit.js';
import { rows, store } from '../store.js';

export function reports() {
	const node = h('div.card');
	const draw = () => {
		const judged = rows().filter((row) => row.verdict !== 'none');
		redraw(node, judged.map(({ name, scenario, verdict, hollow, expected, rules }) =>
			[name, scenario, verdict, hollow, expected, rules]), () => {
			if (!judged.length) {
				return empty('report', h('p', 'Nothing is judged yet: no message came.'), h('a.button', { href: '#/' }, 'Start'));
			}
			const ids = Object.keys(store.about.duties);
			return table('Sandboxes by duties', ['Sandbox', 'Verdict', ['Expected', 'd'], ...ids.map((id) => [id, 'd'])],
				judged.map((row) => line(row, ids)), 'matrix');
		});
	};
	draw();
	return {
		title: 'Reports',
		node: [
			h('div.head', h('h1.grow', 'Reports'),
				h('div.row.actions', button('Print', () => print()))),
			h('p.quiet.spaced', 'Every sandbox against every duty. A sign is a link to its evidence.'),
			node,
		],
		refresh: draw,
	};
}

function line(row, ids) {
	const cell = (verdict, href, label) => h('td.c', h('a', {
		class: `cell v-${verdict}`, href, 'aria-label': label, title: label,
	}, icon(verdict)));
	return h('tr',
		h('td', boxLink(row), h('br'),
			h('small', playsText(row))),
		h('td', h('span.row', rowSign(row), rowVerdict(row))),
		cell(row.expected, sandboxLink(row.name, 'verdict'), `Expected: ${VERDICTS[row.expected]}`),
		ids.map((id) => cell(row.rules[id] ?? 'none', sandboxLink(row.name, 'verdict', id), dutyText(id, row.rules[id] ?? 'none'))));
}
