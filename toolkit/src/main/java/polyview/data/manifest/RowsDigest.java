package polyview.data.manifest;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import polyview.base.Sha256;
import polyview.base.Texts;

/** A digest of all rows of a manifest: paths as written, lines, labels and their names, numbers, and the other columns. */
final class RowsDigest {

    private RowsDigest() {}

    /** 64 hexadecimal digits; the folder and the name of the file do not count. */
    static String of(ManifestRows rows) {
        MessageDigest digest = Sha256.digest();
        var hashed = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(hashed))) {
            ints(out, rows.lines());
            texts(out, rows.files());
            for (PathColumn paths : rows.paths()) {
                for (int i = 0; i < rows.size(); i++) {
                    text(out, paths.get(i));
                }
            }
            texts(out, rows.labelNames());
            for (int label = 0; label < rows.labels().size(); label++) {
                texts(out, rows.classes().get(label));
                ints(out, rows.labels().get(label));
            }
            texts(out, rows.numberNames());
            for (float[] numbers : rows.numbers()) {
                for (float number : numbers) {
                    out.writeInt(Float.floatToRawIntBits(number));
                }
            }
            roles(out, rows.roles(), rows.size());
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written to", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void roles(DataOutputStream out, ManifestRoles roles, int size) throws IOException {
        text(out, roles.weightName());
        for (CodedColumn column : List.of(roles.group(), roles.time())) {
            text(out, column.name());
            texts(out, column.all());
            ints(out, column.codes());
        }
        texts(out, roles.idNames());
        for (Texts ids : roles.ids()) {
            for (int i = 0; i < size; i++) {
                text(out, ids.get(i));
            }
        }
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static void ints(DataOutputStream out, int... numbers) throws IOException {
        out.writeInt(numbers.length);
        for (int number : numbers) {
            out.writeInt(number);
        }
    }
}
