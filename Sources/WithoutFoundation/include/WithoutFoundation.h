// Nothing to call: it is enough that the target is linked.
