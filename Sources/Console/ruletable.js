// The rules of a scenario as a table; of a sandbox also how often each decided, and what kept it from it.

import { h, icon, number, queryText, sandboxLink, table, tag } from './kit.js';

function replyTag(text) {
	const cls = /^(lost|error|garbled)/.test(text) ? 't-warn'
		: /^decline/.test(text) ? 't-bad' : text === 'normal' ? 't-ok' : '';
	return tag(text, cls);
}

const replies = (list) => h('ol.steps', list.map((text, index) => {
	const place = list.length > 1 ? `${index + 1}${index === list.length - 1 ? '+' : ''}` : '';
	return h('li', h('span.n', place), replyTag(text));
}));

/** @param name of the sandbox, if they are of one and have `decided` and `misses` */
export function ruleTable(rules, name) {
	if (!rules.length) return h('p.quiet', 'No rules: every answer is the normal one.');
	const most = Math.max(1, ...rules.map((rule) => rule.decided));
	const decided = ({ decided: count, ...rule }) => {
		if (!count) return [tag([icon('warn'), 'never'], 't-warn'), h('div.meter.zero')];
		return h('div.stack',
			h('a', { href: sandboxLink(name, 'journal') + queryText({ q: `rule:${rule.name}` }) }, `${number(count)}×`),
			h('div.meter', h('i', { style: { width: `${(100 * count) / most}%` } })));
	};
	const misses = (rule) => rule.misses.slice(0, 2).map((miss) => h('div', `${number(miss.count)}× ${miss.text}`));
	const heads = ['Rule', 'On', 'When', 'Answers: 1st, 2nd … time', ...(name ? ['Decided', 'Nearest misses'] : [])];
	return table('Rules', heads, rules.map((rule) => h('tr',
		h('td', h('code', rule.name)), h('td', rule.on),
		h('td', rule.when === 'always' ? h('span.quiet', 'always') : rule.when),
		h('td', replies(rule.replies)),
		name && h('td', decided(rule)), name && h('td.quiet', misses(rule)))));
}
