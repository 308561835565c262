package polyview.data.loader;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import polyview.data.images.ImageForm;

/**
 * Images as they were read, before random changes, as long as they fit a number of bytes; any number of threads may use it.
 *
 * <p>What is in stays in: an epoch visits all images, so that one thrown out for another would be missed before it is found.
 */
final class ImageCache {

    /** What an image takes besides its values: its key, its place in the map, and the array's own head. */
    private static final long OVERHEAD = 200;

    private record Key(String path, ImageForm form) {}

    private final long limit;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Key, float[]> images = new ConcurrentHashMap<>();

    ImageCache(long limit) {
        this.limit = limit;
    }

    /** Whether it may keep anything at all. */
    boolean isOn() {
        return limit > 0;
    }

    /** The values themselves, not a copy: to be read only. */
    Optional<float[]> get(String path, ImageForm form) {
        return Optional.ofNullable(images.get(new Key(path, form)));
    }

    /** Keeps a copy, if there is room. */
    void put(String path, ImageForm form, float[] image) {
        long size = OVERHEAD + (long) Character.BYTES * path.length() + (long) Float.BYTES * image.length;
        if (size > limit) {
            return;
        }
        if (bytes.addAndGet(size) > limit || images.putIfAbsent(new Key(path, form), image.clone()) != null) {
            bytes.addAndGet(-size);
        }
    }

    /** The bytes taken. */
    long bytes() {
        return bytes.get();
    }

    /** The number of images kept. */
    int size() {
        return images.size();
    }
}
