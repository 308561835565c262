package polyview.base;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Values that are expensive to make and can be made again: each is kept as long as there is memory. Safe for use by several threads; one
 * value is made at a time.
 */
public final class SoftMemory<K, V> {

    private final Map<K, SoftReference<V>> kept = new HashMap<>();

    /** The value of a key: the one that is there, or a new one; an error of the maker is thrown, and nothing is kept. */
    public synchronized V get(K key, Function<? super K, ? extends V> maker) {
        kept.values().removeIf(value -> value.get() == null);
        SoftReference<V> there = kept.get(key);
        V value = there == null ? null : there.get();
        if (value == null) {
            value = maker.apply(key);
            kept.put(key, new SoftReference<>(value));
        }
        return value;
    }
}
