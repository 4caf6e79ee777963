// A tab of a sandbox that asks the mock for one thing, and draws it anew when it has changed.

import { h, redraw } from '../kit.js';
import { Refresher } from '../refresher.js';

/**
 * @param facts what the page depends on besides what `ask` gets
 * @param then called when the nodes of `page` are shown
 */
export function tab(ask, facts, page, then = () => {}) {
	const node = h('div.stack');
	let found = null;
	const draw = () => redraw(node, [found, facts()], () => (found ? page(found) : h('p.quiet', 'Loading …')));
	const refresher = new Refresher(async () => {
		found = await ask();
		draw();
		then();
	}, 500, 10);
	return {
		node, refresh: () => refresher.poke(),
		shown() { draw(); refresher.poke(); },
		close: () => refresher.close(),
	};
}
