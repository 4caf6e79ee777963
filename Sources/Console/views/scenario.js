// The scenario of a sandbox: its rules, how often each decided, and what kept it from deciding.

import { editLink, get, h, ofSandbox, queryText, sandboxLink, tag } from '../kit.js';
import { ruleTable } from '../ruletable.js';
import { keep } from '../settings.js';
import { tab } from './tab.js';

export const scenario = (context) => tab(
	() => get(ofSandbox(context.name, '/rules')), () => null,
	({ scenario: one, rules }) => [
		h('div.card.stack', h('h2', one.title || context.row.scenario),
			one.comment && h('p.quiet', one.comment),
			h('div.row', one.flow && tag(one.flow), tag(`${context.row.messaging} messaging`), one.expect && tag(one.expect),
				h('a.button.small', { href: editLink(one.name), onclick: () => keep(`draft.${one.name}`, one.text) },
					'Open in the editor'))),
		h('div.card', ruleTable(rules, context.name)),
		h('p.quiet', 'A message that no rule decided got the normal answer. ', h('a', {
			href: sandboxLink(context.name, 'journal') + queryText({ q: 'near:rule' }),
		}, 'See which came near, and why not'), '.'),
	]);
