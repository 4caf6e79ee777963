// The page's knowledge of the mock: it asks, keeps the answers, and tells the open view of changes.

import { get, ofSandbox } from './api.js';
import { Refresher } from './refresher.js';
import { queryText } from './router.js';
import { listen } from './stream.js';

export const store = {
	about: null,
	/** The rows of the list of sandboxes, by name. */
	sandboxes: new Map(),
	scenarios: [],
	isPaused: false,
	line: 'connecting',
};

const listeners = new Set();
const missed = new Set();
let hasMissed = false;

const tell = (...news) => { for (const listener of listeners) listener(...news); };
/** Calls back with the names of the sandboxes that changed, null for all; or with none, and the one that was judged. */
export const onChange = (listener) => listeners.add(listener);

let onLine = () => {};
export const whenLineChanges = (listener) => { onLine = listener; };

export async function start() {
	store.about = await get('about');
	store.scenarios = (await get('scenarios?view=full')).scenarios;
	await loadSandboxes();
	document.addEventListener('visibilitychange', catchUp);
	listen(hear, (line) => {
		const isBack = line === 'on' && store.line === 'off';
		store.line = line;
		onLine();
		if (isBack) changed(null);
	});
}

/** A row as the page keeps it: its seed is text, since not every one is a number to the browser. */
const taken = (row) => ({ ...row, seed: String(row.seed.rawJSON ?? row.seed), seenAt: Date.now() });

/** All sandboxes, in pages. */
async function loadSandboxes() {
	const found = new Map();
	let after;
	do {
		const page = await get('sandboxes' + queryText({ view: 'summary', limit: 200, after }));
		for (const row of page.sandboxes) found.set(row.name, taken(row));
		after = page.next;
	} while (after);
	store.sandboxes = found;
}

export async function loadSandbox(name) {
	const row = taken(await get(ofSandbox(name, '', { view: 'summary' })));
	store.sandboxes.set(name, row);
	return row;
}

/** The list is asked for at most once a second, and rests 20 times as long as it takes. */
const listRefresher = new Refresher(async () => {
	await loadSandboxes();
	tell([]);
}, 1000, 20);

function hear(event, data) {
	switch (event) {
		case 'records': return changed(new Set(data.records.map((record) => record.sandbox)));
		case 'sandbox': return changed([data.sandbox]);
		case 'clock': return changed([data.sandbox]);
		case 'reset': return changed(data.sandboxes.length ? data.sandboxes : null);
		case 'verdict': return judged(data);
	}
}

/** A verdict is told whole: nothing is asked for. */
function judged(verdict) {
	const row = store.sandboxes.get(verdict.sandbox);
	if (!row || store.isPaused || document.hidden) return void changed([verdict.sandbox]);
	Object.assign(row, verdict);
	tell([], verdict.sandbox);
}

/** A page that is paused or hidden stands still, and catches up when it is seen again. */
export function changed(names) {
	if (store.isPaused || document.hidden) {
		hasMissed = true;
		for (const name of names ?? store.sandboxes.keys()) missed.add(name);
		return;
	}
	listRefresher.poke();
	tell(names && [...names]);
}

export function catchUp() {
	if (!hasMissed || store.isPaused || document.hidden) return;
	hasMissed = false;
	const names = [...missed];
	missed.clear();
	changed(names);
}

/** The rows, in order of their names; and one without what is new with every look. */
export const rows = () => [...store.sandboxes.values()];
export const factsOf = ({ now, seenAt, ...row }) => row;

/** Now on a sandbox's clock, in ms. */
export function sandboxNow(row) {
	const now = Date.parse(row.now);
	return row.clock === 'manual' ? now : now + Date.now() - row.seenAt;
}

/** The base URL of a sandbox, from the address that the page was asked at. */
export const baseURL = (name) => name === 'default'
	? store.about.base : store.about.sandboxBase.replace('{name}', encodeURIComponent(name));

export const scenarioNamed = (name) => store.scenarios.find((scenario) => scenario.name === name);
