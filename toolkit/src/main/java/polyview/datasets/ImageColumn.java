package polyview.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import polyview.data.FloatArray;

/** A column of pictures: {@code name/0000.png}, {@code name/0001.png}, ... */
record ImageColumn(String name, FloatArray images, int bits) implements SampleColumn {

    ImageColumn {
        int rank = images.shape().numDimensions();
        if (rank < 3 || rank > 4 || rank == 4 && images.size(3) != 1 && images.size(3) != 3) {
            throw new IllegalArgumentException("column " + name
                    + " must have the shape (N, H, W), (N, H, W, 1) or (N, H, W, 3), got " + images.shape());
        }
        if (images.size(1) == 0 || images.size(2) == 0) {
            throw new IllegalArgumentException("column " + name + " must have pixels, got " + images.shape());
        }
        int length = Math.toIntExact(images.shape().tail().size());
        for (int k = 0; k < images.values().length; k++) {
            float value = images.values()[k];
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "column " + name + " must have values in [0, 1], got " + value + " in sample " + k / length);
            }
        }
    }

    @Override
    public int size() {
        return images.size(0);
    }

    @Override
    public String cell(int i) {
        int digits = Math.max(4, String.valueOf(size() - 1).length());
        String number = String.valueOf(i);
        return name + "/" + "0".repeat(digits - number.length()) + number + ".png";
    }

    @Override
    public void write(Path folder, int i) {
        Path file = folder.resolve(cell(i));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, png(i));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written: " + e.getMessage(), e);
        }
    }

    private byte[] png(int i) {
        int[] samples = new int[Math.toIntExact(images.shape().tail().size())];
        int most = (1 << bits) - 1;
        for (int k = 0; k < samples.length; k++) {
            samples[k] = Math.round(most * images.values()[i * samples.length + k]);
        }
        int channels = images.shape().numDimensions() == 3 ? 1 : images.size(3);
        return PlainPng.encode(samples, images.size(1), images.size(2), channels, bits);
    }
}
