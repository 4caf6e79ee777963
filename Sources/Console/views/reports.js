// Every sandbox against every duty.

import { get, ofSandbox } from '../api.js';
import { h, icon, redraw } from '../dom.js';
import { button, empty, rowSign, rowVerdict, table } from '../pieces.js';
import { Refresher } from '../refresher.js';
import { sandboxLink } from '../router.js';
import { store } from '../store.js';
import { VERDICTS } from '../words.js';

const WORST = ['none', 'not-applicable', 'pass', 'warn', 'inconclusive', 'fail'];

export function reports() {
	const node = h('div.card');
	const known = new Map();
	const judge = (wanted) => new Refresher(async () => {
		for (const row of store.sandboxes.values()) {
			if (row.verdict === 'none' || known.has(row.name) && wanted && !wanted.has(row.name)) continue;
			known.set(row.name, await get(ofSandbox(row.name, '/report', { format: 'json' })));
			draw();
		}
		stale.clear();
		draw();
	}, 2000, 20);
	const stale = new Set();
	const refresher = judge(stale);

	function draw() {
		const rows = [...store.sandboxes.values()].filter((row) => known.has(row.name));
		redraw(node, rows.map((row) => [row.name, row.hollow, known.get(row.name)]), () => {
			if (!rows.length) return empty('report', h('p', 'Nothing is judged yet: no message came.'), h('a.button', { href: '#/' }, 'Start'));
			const ids = known.get(rows[0].name).rules.map((rule) => rule.id);
			return table('Sandboxes by duties', ['Sandbox', 'Verdict', ['Expected', 'd'], ...ids.map((id) => [id, 'd'])],
				rows.map((row) => line(row, known.get(row.name))), 'matrix');
		});
	}

	draw();
	refresher.poke();
	return {
		title: 'Reports',
		node: [
			h('div.head', h('h1.grow', 'Reports'),
				h('div.row.actions', button('Print', () => print()))),
			h('p.quiet.spaced', 'Every sandbox against every duty. A sign is a link to its evidence.'),
			node,
		],
		refresh(names) {
			for (const name of names ?? store.sandboxes.keys()) stale.add(name);
			if (stale.size) refresher.poke();
		},
		close: () => refresher.close(),
	};
}

function line(row, report) {
	const worst = report.expectations.reduce((found, one) =>
		(WORST.indexOf(one.verdict) > WORST.indexOf(found) ? one.verdict : found), 'none');
	const cell = (verdict, href, label) => h('td.c', h('a', {
		class: `cell v-${verdict}`, href, 'aria-label': label, title: label,
	}, icon(verdict)));
	return h('tr',
		h('td', h('a', { href: sandboxLink(row.name) }, h('b', row.name)), h('br'),
			h('small.quiet', row.inline ? 'a text of its own' : row.scenario)),
		h('td', h('span.row', rowSign(row), rowVerdict(row))),
		cell(worst, sandboxLink(row.name, 'verdict'), `Expected: ${VERDICTS[worst]}`),
		report.rules.map((rule) =>
			cell(rule.verdict, sandboxLink(row.name, 'verdict', rule.id), `${rule.id} ${VERDICTS[rule.verdict]}`)));
}
