package polyview.data.loader;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Arrays as they were read, before random changes, as long as they fit a number of bytes; any number of threads may use it.
 *
 * <p>What is in stays in: an epoch visits all samples, so that one thrown out for another would be missed before it is found.
 */
final class SampleCache {

    /** What an array takes besides its values: its key, its place in the map, and the array's own head. */
    private static final long OVERHEAD = 200;

    /** What was read, as a path, and in what form. */
    record Key(String name, Object form) {}

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Key, float[]> arrays = new ConcurrentHashMap<>();

    SampleCache(long limit) {
        this.limit = limit;
    }

    /** Whether it may keep anything at all. */
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

    /** The bytes taken. */
    long bytes() {
        return bytes.get();
    }

    /** The number of arrays kept. */
    int size() {
        return arrays.size();
    }
}
