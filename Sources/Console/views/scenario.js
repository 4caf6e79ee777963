// The scenario of a sandbox: its rules, how often each decided, and what kept it from deciding.

import { get, ofSandbox } from '../api.js';
import { h, redraw } from '../dom.js';
import { complain } from '../feedback.js';
import { tag } from '../pieces.js';
import { Refresher } from '../refresher.js';
import { editLink, queryText, sandboxLink } from '../router.js';
import { ruleTable } from '../ruletable.js';
import { keep } from '../settings.js';

export function scenario(context) {
	const { name } = context, node = h('div.stack');
	let played = null;
	const draw = () => redraw(node, played, () => {
		if (!played) return h('p.quiet', 'Loading …');
		const { scenario: one, rules } = played;
		return [
			h('div.card.stack', h('h2', one?.title || context.row.scenario),
				one?.comment && h('p.quiet', one.comment),
				h('div.row', one?.flow && tag(one.flow), tag(`${context.row.messaging} messaging`),
					one?.expect && tag(one.expect), one && h('a.button.small', { href: editLink(one.name), onclick: () => keep(`draft.${one.name}`, one.text) }, 'Open in the editor'))),
			h('div.card', ruleTable(rules, name)),
			h('p.quiet', 'A message that no rule decided got the normal answer. ',
				h('a', { href: sandboxLink(name, 'journal') + queryText({ q: 'near:rule' }) }, 'See which came near, and why not'), '.'),
		];
	});
	const refresher = new Refresher(async () => {
		played = await get(ofSandbox(name, '/rules'));
		draw();
	}, 500, 10);
	return {
		node,
		refresh: () => refresher.poke(),
		shown() { draw(); refresher.run().catch(complain); },
		close: () => refresher.close(),
	};
}
