// The verdict: failing rules first, each with what to do and its evidence.

import {
	$, button, complain, evidence, get, h, ofSandbox, openReport, queryText, sandboxLink, shortID, sign, tag, VERDICTS,
} from '../kit.js';
import { tab } from './tab.js';

const ORDER = { fail: 0, inconclusive: 1, warn: 2, pass: 3 };
const FORMATS = ['html', 'junit', 'markdown', 'json', 'text'];
const FINDINGS_MAX = 5;

export function verdict({ name }, route) {
	let rule = route.parts[3], wasShown = null;
	const view = tab(() => get(ofSandbox(name, '/report', { format: 'json' })), () => null, (report) => page(report, name), show);
	/** Brings the rule of the address into view, once. */
	function show() {
		const section = rule && wasShown !== rule && $(`rule-${rule}`);
		if (!section) return;
		wasShown = rule;
		section.scrollIntoView({ block: 'start' });
		section.focus({ preventScroll: true });
	}
	return {
		...view, judged: view.refresh,
		update(next) {
			if (next.parts[3] !== rule) wasShown = null;
			rule = next.parts[3];
			show();
		},
	};
}

function page(report, name) {
	const told = report.rules.filter((rule) => rule.verdict in ORDER)
		.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
	const passed = told.filter((rule) => rule.verdict === 'pass').sort((a, b) => a.id.slice(1) - b.id.slice(1));
	const idle = report.rules.filter((rule) => !(rule.verdict in ORDER));
	return [
		h('div.row.actions', h('span.quiet', 'Take it with you:'),
			FORMATS.map((format) => button(format, () => openReport(name, format).catch(complain), 'small')),
			button('print', () => print(), 'small')),
		report.expectations.length > 0 && h('section.rule-item', h('h2', 'What the scenario expects'),
			h('ul', report.expectations.map((one) => h('li.row', sign(one.verdict), one.text)))),
		h('div.stack', told.filter((rule) => rule.verdict !== 'pass').map((rule) => section(rule, name))),
		passed.length > 0 && h('section.rule-item', h('h2', sign('pass'), 'Kept'), h('ul', passed.map((rule) =>
			h('li', { id: `rule-${rule.id}`, tabindex: '-1' }, h('b.mono', rule.id), ' ', rule.title)))),
		idle.length > 0 && h('p.row.folded', 'The duty did not arise:',
			idle.map((rule) => tag(rule.id, '', rule.title))),
	];
}

function section(rule, name) {
	const shown = rule.findings.slice(0, FINDINGS_MAX);
	return h('section.rule-item', {
		id: `rule-${rule.id}`, tabindex: '-1', 'aria-label': `${rule.id} ${VERDICTS[rule.verdict]}`,
	},
	h('h2', sign(rule.verdict), h('span.mono', rule.id), rule.title),
	rule.todo && h('p.todo', 'What to do: ', rule.todo),
	shown.length > 0 && h('ul', shown.map((finding) => h('li',
		finding.transaction && [h('a.mono', { href: sandboxLink(name, 't', finding.transaction) },
			shortID(finding.transaction)), ' '],
		finding.message, ' ', evidence(name, finding.transaction, finding.evidence)))),
	rule.findings.length > shown.length && h('a.more', {
		href: sandboxLink(name) + queryText({ q: `finding:${rule.id}` }),
	}, `All ${rule.findings.length}`),
	rule.source && h('p.source', 'Source: ', rule.source));
}
