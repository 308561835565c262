package polyview.data.loader;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cache of arrays as they were read, before random changes, up to a number of bytes. It is safe for use by several threads.
 *
 * <p>Nothing is evicted: since an epoch visits all samples, an evicted one would be needed before the one that replaced it.
 */
final class SampleCache {

    /** The bytes of an array besides its values: key, map entry and object header. */
    private static final long OVERHEAD = 200;

    /** A key: what was read, such as a path, and its form. */
    record Key(String name, Object form) {}

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Key, float[]> arrays = new ConcurrentHashMap<>();

    SampleCache(long limit) {
        this.limit = limit;
    }

    /** Whether it caches anything at all. */
    boolean isOn() {
        return limit > 0;
    }

    /** The values themselves, not a copy: to be read only. */
    Optional<float[]> get(Key key) {
        return Optional.ofNullable(arrays.get(key));
    }

    /** Keeps a copy, if there is room. */
    void put(Key key, float[] values) {
        long size = OVERHEAD + (long) Character.BYTES * key.name().length() + (long) Float.BYTES * values.length;
        if (size > limit) {
            return;
        }
        if (bytes.addAndGet(size) > limit || arrays.putIfAbsent(key, values.clone()) != null) {
            bytes.addAndGet(-size);
        }
    }

    /** The bytes used. */
    long bytes() {
        return bytes.get();
    }

    /** The number of arrays in the cache. */
    int size() {
        return arrays.size();
    }
}
