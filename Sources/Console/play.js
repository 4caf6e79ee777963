// Playing a scenario: a sandbox of its own is made for it.

import { ask, call, complain, go, h, ofSandbox, sandboxLink } from './kit.js';
import { changed, loadSandbox, store } from './store.js';

/** The first free name `try-N`. */
function freeName() {
	let number = 1;
	while (store.sandboxes.has(`try-${number}`)) number++;
	return `try-${number}`;
}

/** Asks for a name and a clock, and makes the sandbox; with `text`, if the mock does not know the scenario by name. */
export function play(scenario, text) {
	const name = h('input.field', {
		value: freeName(), required: true, pattern: '(?!\\.{1,2}$)[A-Za-z0-9._\\-]{1,64}', 'aria-label': 'Name of the sandbox',
		title: '1 to 64 letters, digits, dots, _ and -, but not . or ..',
	});
	const clock = h('input', { type: 'checkbox', id: 'manual' });
	const begin = async () => {
		try {
			await call('PUT', ofSandbox(name.value), {
				...(text === undefined ? { scenario: scenario.name } : { yaml: text }),
				clock: clock.checked ? 'manual' : 'real',
			});
			await loadSandbox(name.value);
			changed([name.value]);
			go(sandboxLink(name.value));
		} catch (error) { complain(error); }
	};
	ask(`Play ${scenario.name}`, h('div.stack',
		scenario.title && h('p.quiet', scenario.title),
		h('label.stack', 'In the sandbox', name),
		h('label.row', { for: 'manual' }, clock, 'with a clock that stands still until it is moved')),
	// An address cannot have any other: browsers resolve dots before they send one.
	[['Cancel', ''], ['Play', 'primary', () => name.reportValidity() && void begin()]]);
	name.select();
}
