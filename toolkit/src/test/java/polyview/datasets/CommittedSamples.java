package polyview.datasets;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import polyview.data.FloatArray;
import polyview.data.MemoryDataset;

/**
 * The samples under {@code datasets/}, made anew from their seeds.
 *
 * <p>{@code main} writes them into the folder that it is given, which must not hold them yet.
 */
final class CommittedSamples {

    private CommittedSamples() {}

    public static void main(String[] folder) {
        all().forEach((name, samples) -> samples.write(Path.of(folder[0]).resolve(name)));
    }

    /** By the name of the folder; what the README of each says. */
    static Map<String, SampleFolder> all() {
        Map<String, SampleFolder> all = new LinkedHashMap<>();
        all.put("pairs", pairs());
        all.put("bulbs", bulbs());
        all.put("scenes", scenes());
        all.put("flat-fields", flatFields());
        all.put("flat-fields/sensor", sensor());
        all.put("characters", characters());
        return all;
    }

    private static SampleFolder pairs() {
        MadePairs pairs = MadePairs.of(32, 7);
        MemoryDataset data = pairs.dataset();
        return SampleFolder.empty()
                .images("left", data.all().inputs().get(0))
                .images("right", data.all().inputs().get(1))
                .classes("class", data.all().targets().get(0), "displaced", "aligned")
                .numbers(List.of("dx", "dy"), pairs.shifts());
    }

    private static SampleFolder bulbs() {
        MadeBulbs bulbs = MadeBulbs.of(20, 7);
        MemoryDataset data = bulbs.fourInputs();
        SampleFolder folder = SampleFolder.empty();
        for (int view = 0; view < MadeBulbs.VIEWS; view++) {
            folder = folder.images("view" + view, data.all().inputs().get(view));
        }
        return folder.classes("class", data.all().targets().get(0), "good", "defect")
                .table(bulbs.truth(), "view", "angle");
    }

    private static SampleFolder scenes() {
        MadeScenes scenes = MadeScenes.of(24, 7);
        return SampleFolder.empty().images("image", scenes.images()).images("edges", scenes.edges());
    }

    private static SampleFolder flatFields() {
        MadeFlatFields frames = MadeFlatFields.of(24, 7);
        MemoryDataset data = frames.dataset();
        return SampleFolder.empty()
                .images16("raw", data.all().inputs().get(0))
                .images16("true", data.all().targets().get(0))
                .table(frames.truth(), "kind", "level");
    }

    /** The maps of the flat fields as one row: {@code gain / 4} and {@code -offset}, which lie in 0..1. */
    private static SampleFolder sensor() {
        MadeFlatFields frames = MadeFlatFields.of(24, 7);
        return SampleFolder.empty()
                .images16("gain", scaled(frames.gain(), 0.25f))
                .images16("offset", scaled(frames.offset(), -1));
    }

    /** A column of images for each character, which makes a folder for each class. */
    private static SampleFolder characters() {
        MadeCharacters made = MadeCharacters.of(3, 8, 6, 0.06, 7);
        SampleFolder folder = SampleFolder.empty();
        for (String character : made.characters("made1")) {
            folder = folder.images(character, made.images("made1", character, 28));
        }
        return folder;
    }

    private static FloatArray scaled(FloatArray map, float factor) {
        float[] values = map.values().clone();
        for (int p = 0; p < values.length; p++) {
            values[p] *= factor;
        }
        return FloatArray.of(values, 1, map.size(0), map.size(1));
    }
}
