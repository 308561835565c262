package polyview.data.loader;

import polyview.data.Batch;

/** A batch, and the numbers of its samples in the data set. */
record ReadBatch(Batch batch, int[] samples) {}
