package polyview.data.augment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The options of an augmentation that are set.
 *
 * @param amounts the numeric options that are set, each above 0
 * @param switches the switches that are on
 * @param fill what fills the frame where a moved image leaves it empty
 * @param own changes of the user's own, in their order
 */
record AugmentationOptions(Map<Amount, Double> amounts, Set<Switch> switches, Fill fill, List<ImageChange> own)
        implements Serializable {

    /** The switches; the names of the constants are shown to users. */
    enum Switch {
        horizontalFlip,
        verticalFlip,
        shuffleViews,
        nearestPixel,
        sameForAllImages
    }

    AugmentationOptions {
        amounts = Map.copyOf(amounts);
        switches = Set.copyOf(switches);
        own = List.copyOf(own);
    }

    static AugmentationOptions none() {
        return new AugmentationOptions(Map.of(), Set.of(), Fill.NEAREST, List.of());
    }

    /** Sets a numeric option; refused outside its limits. */
    AugmentationOptions with(Amount amount, double value) {
        Map<Amount, Double> more = new EnumMap<>(Amount.class);
        more.putAll(amounts);
        // Zero is the same as not set.
        more.remove(amount);
        if (amount.checked(value) > 0) {
            more.put(amount, value);
        }
        return new AugmentationOptions(more, switches, fill, own);
    }

    AugmentationOptions with(Switch option, boolean on) {
        Set<Switch> more = new TreeSet<>(switches);
        more.remove(option);
        if (on) {
            more.add(option);
        }
        return new AugmentationOptions(amounts, more, fill, own);
    }

    AugmentationOptions with(Fill newFill) {
        return new AugmentationOptions(amounts, switches, newFill, own);
    }

    AugmentationOptions with(ImageChange change) {
        List<ImageChange> more = new ArrayList<>(own);
        more.add(change);
        return new AugmentationOptions(amounts, switches, fill, more);
    }

    /** The number of an option; 0 where it is not set. */
    double amount(Amount amount) {
        return amounts.getOrDefault(amount, 0.0);
    }

    boolean has(Switch option) {
        return switches.contains(option);
    }

    /** Whether values must be interpolated between pixels. */
    boolean moves() {
        return Stream.of(Amount.ROTATION, Amount.WIDTH_SHIFT, Amount.HEIGHT_SHIFT, Amount.SHEAR, Amount.ZOOM)
                .anyMatch(amount -> amount(amount) > 0);
    }

    private static final Set<Amount> TONES = Set.of(Amount.BRIGHTNESS, Amount.CONTRAST, Amount.NOISE);

    /** Whether pixels move, by interpolation or by a flip. */
    boolean changesPlaces() {
        return moves() || has(Switch.horizontalFlip) || has(Switch.verticalFlip);
    }

    /** Without changes of values where they are. */
    AugmentationOptions onlyPlaces() {
        return withTonesOf(none());
    }

    /** Everything but tones of this one, and the tones of the other. */
    AugmentationOptions withTonesOf(AugmentationOptions other) {
        Map<Amount, Double> mixed = new EnumMap<>(Amount.class);
        amounts.forEach((amount, value) -> {
            if (!TONES.contains(amount)) {
                mixed.put(amount, value);
            }
        });
        other.amounts.forEach((amount, value) -> {
            if (TONES.contains(amount)) {
                mixed.put(amount, value);
            }
        });
        return new AugmentationOptions(mixed, switches, fill, other.own)
                .with(Switch.shuffleViews, other.has(Switch.shuffleViews));
    }

    /** {@code Augmentation[rotation=20.0, horizontalFlip, fill=NEAREST]}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "Augmentation[", "]");
        for (Amount amount : Amount.values()) {
            if (amount(amount) > 0) {
                text.add(amount.option + "=" + amount(amount));
            }
        }
        new TreeSet<>(switches).forEach(option -> text.add(option.name()));
        text.add("fill=" + fill.mode() + (fill.mode() == Fill.Mode.CONSTANT ? "(" + fill.value() + ")" : ""));
        own.forEach(change -> text.add("then " + change));
        return text.toString();
    }
}
