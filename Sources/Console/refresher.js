/** Repeats work when something has changed: never twice at the same time, once after the last
 * change, and with rests in between that are long if the work is. */
export class Refresher {
	/**
	 * @param work an async function
	 * @param restMs the shortest rest between two runs
	 * @param factor the rest is also at least so many times the last run: 20 leaves the mock 95 %
	 */
	constructor(work, restMs, factor) {
		Object.assign(this, { work, restMs, factor, isDue: false, isRunning: false, nextAt: 0 });
	}

	poke() {
		this.isDue = true;
		if (!this.isRunning && !this.timer && !this.isClosed) {
			this.timer = setTimeout(() => this.run(), Math.max(0, this.nextAt - performance.now()));
		}
	}

	async run() {
		this.timer = null;
		if (this.isClosed) return;
		this.isDue = false;
		this.isRunning = true;
		const begin = performance.now();
		try { await this.work(); } catch (error) { this.failed = error; }
		const end = performance.now();
		this.isRunning = false;
		this.nextAt = end + Math.max(this.restMs, this.factor * (end - begin));
		if (this.isDue) this.poke();
	}

	close() {
		this.isClosed = true;
		clearTimeout(this.timer);
	}
}
