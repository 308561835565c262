package polyview.data.images;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import polyview.base.Checks;

/**
 * Which slices of a volume become the channels of an image: in numpy's terms {@code volume.take(indices, axis)}, with that axis put
 * last.
 *
 * <p>Of a volume (X, Y, Z) the slices along axis 2 are images (X, Y): height X, width Y, as {@code volume[:, :, k]} is in Python. Of a volume
 * (X, Y, Z, T) each slice has a channel for every one of the volumes that are taken: s, then t.
 *
 * <p>Refused: {@code axis must not be negative, got -1}, {@code slices must not be empty}, and numbers below zero.
 *
 * @param axis of the volume, 0, 1 or 2
 * @param indices of the slices, from 0 on
 * @param volumes of the fourth axis; none where there is no fourth axis, or of size 1
 */
public record Slices(int axis, List<Integer> indices, List<Integer> volumes) implements Serializable {

    /** Checks the numbers. */
    public Slices {
        Checks.requireNotNegative("axis", axis);
        if (axis > 2) {
            throw new IllegalArgumentException("axis must be 0, 1 or 2, got " + axis);
        }
        indices = List.copyOf(indices);
        volumes = List.copyOf(volumes);
        if (indices.isEmpty()) {
            throw new IllegalArgumentException("slices must not be empty");
        }
        indices.forEach(i -> Checks.requireNotNegative("slice", i));
        volumes.forEach(i -> Checks.requireNotNegative("volume", i));
    }

    static Slices of(int axis, int... indices) {
        return new Slices(axis, IntStream.of(indices).boxed().toList(), List.of());
    }
}
