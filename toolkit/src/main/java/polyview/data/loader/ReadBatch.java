package polyview.data.loader;

import polyview.data.Batch;

/** A batch as it was read, and which samples of the data set it holds. */
record ReadBatch(Batch batch, int[] samples) {}
