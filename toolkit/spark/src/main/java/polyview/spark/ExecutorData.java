package polyview.spark;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import polyview.data.Dataset;
import polyview.travel.DataParcel;

/**
 * The data sets of an executor, by id: each is made once and kept for later runs, as long as there is memory, the last {@value #MOST} of
 * them.
 */
final class ExecutorData {

    private static final int MOST = 24;

    private static final Map<String, FutureTask<SoftReference<Dataset>>> MADE = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FutureTask<SoftReference<Dataset>>> eldest) {
            return size() > MOST;
        }
    };

    private ExecutorData() {}

    static Dataset of(String id, Supplier<byte[]> parcel) {
        while (true) {
            Dataset[] fresh = new Dataset[1];
            Callable<SoftReference<Dataset>> making = () -> {
                fresh[0] = ((DataParcel) Bytes.object(parcel.get())).make();
                return new SoftReference<>(fresh[0]);
            };
            FutureTask<SoftReference<Dataset>> task = new FutureTask<>(making);
            FutureTask<SoftReference<Dataset>> first;
            synchronized (MADE) {
                first = MADE.computeIfAbsent(id, key -> task);
            }
            task(first, task);
            Dataset made = got(id, first);
            if (made != null) {
                return made;
            }
            forget(id, first);
        }
    }

    private static void task(FutureTask<?> first, FutureTask<?> own) {
        if (first == own) {
            own.run();
        }
    }

    /** Null where memory was needed for other things. */
    private static Dataset got(String id, FutureTask<SoftReference<Dataset>> making) {
        try {
            return making.get().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while data was made", e);
        } catch (ExecutionException e) {
            forget(id, making);
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void forget(String id, FutureTask<SoftReference<Dataset>> what) {
        synchronized (MADE) {
            MADE.remove(id, what);
        }
    }
}
