package polyview.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves and changes of tone, taken apart and put together. */
@Tag("data")
class PlacesAndTonesTest {

    private static final Augmentation PLACES = Augmentation.none()
            .rotation(20)
            .widthShift(0.1)
            .heightShift(0.2)
            .shear(5)
            .zoom(0.3)
            .horizontalFlip()
            .verticalFlip()
            .fill(Fill.REFLECT)
            .nearestPixel()
            .sameForAllImages();

    private static final ImageChange OWN = (image, random) -> image;

    private static final Augmentation ALL =
            PLACES.brightness(0.1).contrast(0.2).noise(0.3).shuffleViews().then(OWN);

    @Test
    void onlyPlacesLeavesOutEachToneAndNothingElse() {
        assertEquals(PLACES, ALL.onlyPlaces());
        assertEquals(PLACES, PLACES.onlyPlaces());
        assertEquals(PLACES, ALL.forTarget());
        for (Augmentation tone : tones()) {
            assertEquals(Augmentation.none(), tone.onlyPlaces(), tone::toString);
        }
    }

    private static List<Augmentation> tones() {
        Augmentation none = Augmentation.none();
        return List.of(none.brightness(0.1), none.contrast(0.1), none.noise(0.1), none.shuffleViews(), none.then(OWN));
    }

    private static List<Augmentation> moves() {
        Augmentation none = Augmentation.none();
        return List.of(
                none.rotation(1),
                none.widthShift(0.1),
                none.heightShift(0.1),
                none.shear(1),
                none.zoom(0.1),
                none.horizontalFlip(),
                none.verticalFlip());
    }

    @Test
    void eachOptionIsAMoveOrATone() {
        for (Augmentation tone : tones()) {
            assertTrue(tone.changesTones() && !tone.changesPlaces(), tone::toString);
        }
        for (Augmentation move : moves()) {
            assertTrue(move.changesPlaces() && !move.changesTones(), move::toString);
        }
        Augmentation neither =
                Augmentation.none().fill(Fill.REFLECT).nearestPixel().sameForAllImages();
        assertFalse(neither.changesPlaces() || neither.changesTones());
    }

    @Test
    void tonesOfAnotherTakeThePlaceOfItsOwn() {
        Augmentation other = Augmentation.none().rotation(5).brightness(0.7).horizontalFlip();
        assertEquals(PLACES.brightness(0.7), ALL.withTonesOf(other));
        assertEquals(ALL, PLACES.withTonesOf(ALL));
        assertEquals(
                other.onlyPlaces()
                        .brightness(0.1)
                        .contrast(0.2)
                        .noise(0.3)
                        .shuffleViews()
                        .then(OWN),
                other.withTonesOf(ALL));
    }

    @Test
    void aMaskIsFilledLikeItsImageAndNeverByABrightness() {
        assertEquals(PLACES, ALL.forMask(3));
        Augmentation constant = ALL.fill(Fill.constant(-1));
        assertEquals(PLACES.fill(Fill.constant(3)), constant.forMask(3));
        assertEquals(
                Augmentation.none().rotation(5).nearestPixel(),
                Augmentation.none().rotation(5).noise(1).forMask(0));
    }

    @Test
    void aTargetIsMovedByTheSameNumbers() {
        for (long sample = 0; sample < 20; sample++) {
            Geometry drawn = ALL.draw(7, 1, sample, 0).geometry();
            assertEquals(drawn, ALL.forMask(0).draw(7, 1, sample, 0).geometry());
            assertEquals(drawn, ALL.forTarget().draw(7, 1, sample, 0).geometry());
        }
    }
}
