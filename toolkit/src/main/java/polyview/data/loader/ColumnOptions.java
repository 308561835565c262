package polyview.data.loader;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import polyview.base.ShortTexts;
import polyview.data.augment.Augmentation;
import polyview.data.images.ImageForm;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.SampleColumn;
import polyview.data.manifest.SampleColumn.Kind;

/**
 * What a generator does with single inputs and targets, by their names.
 *
 * @param forms of those that were set
 * @param changes of those that were set
 * @param fillClasses of the masks where it was set
 */
record ColumnOptions(Map<String, ImageForm> forms, Map<String, Augmentation> changes, Map<String, Integer> fillClasses)
        implements Serializable {

    static ColumnOptions none() {
        return new ColumnOptions(Map.of(), Map.of(), Map.of());
    }

    ColumnOptions withForm(String name, ImageForm form) {
        return new ColumnOptions(with(forms, name, form), changes, fillClasses);
    }

    ColumnOptions withChanges(String name, Augmentation own) {
        if (changes.containsKey(name)) {
            throw new IllegalArgumentException("augmentation of " + name + " is set already: put all changes into one");
        }
        return new ColumnOptions(forms, with(changes, name, own), fillClasses);
    }

    ColumnOptions withFillClass(String name, int fillClass) {
        if (fillClass < 0) {
            throw new IllegalArgumentException("fillClass must not be negative, got " + fillClass);
        }
        return new ColumnOptions(forms, changes, with(fillClasses, name, fillClass));
    }

    private static <T> Map<String, T> with(Map<String, T> before, String name, T value) {
        Map<String, T> more = new LinkedHashMap<>(before);
        more.put(name, value);
        return more;
    }

    /** The inputs and targets of a manifest that are images. */
    static List<SampleColumn> images(Manifest manifest) {
        return Stream.of(manifest.inputColumns(), manifest.targetColumns())
                .flatMap(List::stream)
                .filter(use -> use.kind().isOfFiles())
                .toList();
    }

    /**
     * The form of each image, inputs and then targets: the common one of each input, unless it has one of its own; of a mask the class
     * indices in the size of the first input, of another target what its columns are as inputs, or else the form of the first.
     */
    List<ImageForm> forms(Manifest manifest, List<ImageForm> common) {
        Map<String, ImageForm> ofColumns = new LinkedHashMap<>();
        List<ImageForm> all = new ArrayList<>();
        for (SampleColumn use : images(manifest)) {
            ImageForm first = all.isEmpty() ? common.get(0) : all.get(0);
            ImageForm form = isTarget(use.kind())
                    ? Optional.ofNullable(forms.get(use.name())).orElseGet(() -> ofTarget(use, first, ofColumns))
                    : forms.getOrDefault(use.name(), common.get(all.size()));
            if (!isTarget(use.kind())) {
                use.columns().forEach(column -> ofColumns.put(column, form));
            }
            if (use.kind() == Kind.MASK && form.resampling() != ImageForm.Resampling.NEAREST) {
                throw new IllegalArgumentException("target " + use.name()
                        + " holds classes, which have nothing between them: form(\"" + use.name()
                        + "\", ImageForm.mask(" + form.height() + ", " + form.width()
                        + ")), or another of nearest pixels, got " + form);
            }
            all.add(form);
        }
        return List.copyOf(all);
    }

    private static ImageForm ofTarget(SampleColumn use, ImageForm first, Map<String, ImageForm> ofColumns) {
        if (use.kind() == Kind.MASK) {
            return ImageForm.mask(first.height(), first.width()).aspect(first.aspect());
        }
        List<ImageForm> each = use.columns().stream()
                .map(column -> ofColumns.getOrDefault(column, first))
                .distinct()
                .toList();
        if (each.size() > 1) {
            throw new IllegalArgumentException("target " + use.name() + " is a stack of " + use.columns()
                    + ", which have several forms as inputs: give it one by form(\"" + use.name() + "\", ...), got "
                    + each);
        }
        return each.get(0);
    }

    static boolean isTarget(Kind kind) {
        return kind == Kind.MASK || kind.isOfTones();
    }

    /** Refuses names that are no image, no input, or no mask. */
    void requireFor(Manifest manifest) {
        forms.keySet().forEach(name -> find("form", manifest, name));
        fillClasses.keySet().forEach(name -> {
            Kind kind = find("fillClass", manifest, name).kind();
            if (kind != Kind.MASK) {
                throw new IllegalArgumentException("fillClass must be of a mask, got " + name);
            }
        });
        changes.keySet().forEach(name -> {
            Kind kind = find("augmentation", manifest, name).kind();
            if (isTarget(kind)) {
                throw new IllegalArgumentException("augmentation must be of an input, got the target " + name
                        + ": targets move with the images, and nothing else is done to them");
            }
        });
    }

    private static SampleColumn find(String option, Manifest manifest, String name) {
        List<SampleColumn> images = images(manifest);
        return images.stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(option + " must be of one of the images "
                        + ShortTexts.list(images.stream()
                                .map(SampleColumn::name)
                                .distinct()
                                .toList()) + ", got " + ShortTexts.quoted(name)));
    }
}
