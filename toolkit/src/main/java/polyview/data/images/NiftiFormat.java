package polyview.data.images;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.tensorflow.ndarray.Shape;
import polyview.data.FloatArray;

/**
 * NIfTI-1 in one file, compressed by gzip or not: images, and slices of volumes that are asked for.
 *
 * <p>Axes are those of the file, as nibabel gives them: of a volume (X, Y, Z) the slices along axis 2 are (X, Y), height X. Where the header has a
 * scale, values are {@code slope x + intercept}, floats; without one they have the range of their type. Colours (RGB, RGBA) have
 * three or four channels a slice. Source: nifti1.h.
 */
final class NiftiFormat extends JavaFormat {

    NiftiFormat() {
        super("NIfTI", "nii", "nii.gz");
    }

    @Override
    public boolean recognizes(byte[] file) {
        return NiftiHeader.isMagic(NiftiHeader.start(file));
    }

    @Override
    public ImageHeader header(byte[] file, Decoding decoding) throws IOException {
        requireNoPages(decoding);
        NiftiHeader nifti = NiftiHeader.of(file);
        VolumeCut cut = VolumeCut.ofVolume(nifti.shape(), decoding);
        boolean transparent = nifti.parts() == 4 && cut.channels().size() == 1;
        return new ImageHeader(
                "NIfTI",
                cut.width(),
                cut.height(),
                Math.multiplyExact(cut.channels().size(), nifti.parts()),
                nifti.type().bits(),
                1,
                (long) cut.width() * cut.height(),
                false,
                transparent,
                Orientation.UPRIGHT);
    }

    private static void requireNoPages(Decoding decoding) throws IOException {
        if (!decoding.pages().isEmpty() || decoding.everyPage()) {
            throw new IOException("the form takes pages, which a NIfTI file has not: slices(axis, indices)");
        }
        if (decoding.array().isPresent()) {
            throw new IOException(
                    "the form takes the array " + decoding.array().get() + ", and a NIfTI file has no names of arrays");
        }
    }

    /** Reads all rows, those along the first axis, one after the other, and keeps what is asked for. */
    @Override
    public DecodedImage decode(byte[] file, Decoding decoding) throws IOException {
        NiftiHeader nifti = NiftiHeader.of(file);
        VolumeCut cut = VolumeCut.ofVolume(nifti.shape(), decoding);
        int parts = nifti.parts();
        int channels = cut.channels().size() * parts;
        Inflated.requireArray((long) cut.height() * cut.width(), channels);
        FloatArray pixels = FloatArray.zeros(Shape.of(cut.height(), cut.width(), channels));
        long[] shape = nifti.shape();
        int rows = shape.length > 1 ? (int) shape[1] : 1;
        int slices = shape.length > 2 ? (int) shape[2] : 1;
        int volumes = shape.length > 3 ? (int) shape[3] : 1;
        byte[] row = new byte[(int) shape[0] * nifti.bytes()];
        ByteBuffer in = ByteBuffer.wrap(row);
        try (InputStream content = NiftiHeader.content(file)) {
            content.skipNBytes(nifti.begin());
            for (int t = 0; t < volumes; t++) {
                for (int z = 0; z < slices; z++) {
                    for (int y = 0; y < rows; y++) {
                        if (content.readNBytes(row, 0, row.length) < row.length) {
                            throw new IOException("the NIfTI file is cut off");
                        }
                        keep(nifti, cut, in, new int[] {0, y, z, t}, pixels);
                    }
                }
            }
            // To the end, where the checksum of gzip stands.
            content.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException e) {
            throw new IOException("the NIfTI file is cut off", e);
        }
        boolean transparent = parts == 4 && cut.channels().size() == 1;
        return new DecodedImage(pixels, nifti.isScaled() ? PixelType.floats(32) : nifti.type(), transparent);
    }

    private static void keep(NiftiHeader nifti, VolumeCut cut, ByteBuffer row, int[] at, FloatArray pixels) {
        float[] values = pixels.values();
        int all = pixels.size(2);
        for (int c = 0; c < cut.channels().size(); c++) {
            int[] wanted = cut.channels().get(c);
            boolean here = true;
            for (int axis = 1; axis < wanted.length; axis++) {
                here &= axis == cut.rowAxis() || axis == cut.columnAxis() || wanted[axis] == at[axis];
            }
            if (!here) {
                continue;
            }
            boolean whole = cut.rowAxis() == 0;
            int first = whole ? 0 : wanted[0];
            int count = whole ? (int) nifti.shape()[0] : 1;
            for (int x = first; x < first + count; x++) {
                int pixel = (whole ? x : at[cut.rowAxis()]) * cut.width() + at[cut.columnAxis()];
                for (int part = 0; part < nifti.parts(); part++) {
                    values[pixel * all + c * nifti.parts() + part] = nifti.number(row, x, part);
                }
            }
        }
    }
}
