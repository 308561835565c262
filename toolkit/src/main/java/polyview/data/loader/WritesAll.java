package polyview.data.loader;

/** An opened source that writes every value of every good sample, so that the arrays need not hold zeros before. */
interface WritesAll extends SampleSource.Opened {}
