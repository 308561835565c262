package polyview.data.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polyview.data.images.ImageForm;
import polyview.data.loader.MultiInputGenerator;
import polyview.data.manifest.Manifest;
import polyview.data.manifest.PairFolder;

/** Images that are in several parts, or several times in one. */
@Tag("data")
class DuplicatesTest {

    @TempDir
    private Path folder;

    private static byte[] png(long seed) {
        return PairFolder.encoded("png", PairFolder.image(9, 7, new SplittableRandom(seed)));
    }

    /** The same pixels in other bytes: without compression. */
    private static byte[] rewritten(long seed) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(1f);
            writer.write(null, new IIOImage(PairFolder.image(9, 7, new SplittableRandom(seed)), null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private Manifest six() throws IOException {
        PairFolder pairs = new PairFolder(folder);
        pairs.add("l0.png", png(0), "r0.png", png(10));
        pairs.add("l1.png", png(1), "r1.png", png(11));
        pairs.add("l2.png", png(0), "r2.png", png(12)); // as l0
        pairs.add("l3.png", png(3), "r3.png", png(1)); // as l1, in the other column
        pairs.add("l4.png", rewritten(3), "r4.png", png(14)); // pixels of l3
        pairs.add("l5.png", png(5), "r5.png", png(14)); // as r4
        return pairs.withLabels();
    }

    @Test
    void filesOfEqualBytesAreToldWithTheirRowsAndParts() throws IOException {
        Manifest all = six();
        var found = Duplicates.ofBytes(all.subset(0, 1), all.subset(2, 3, 4, 5));
        assertEquals(2, found.betweenParts());
        assertEquals(1, found.withinParts());
        assertEquals("""
                image,part,row,column,path,between
                1,part 1,2,left,l0.png,true
                1,part 2,4,left,l2.png,true
                2,part 1,3,left,l1.png,true
                2,part 2,5,right,r3.png,true
                3,part 2,6,right,r4.png,false
                3,part 2,7,right,r5.png,false
                """, found.table().write().toString("csv"));
        assertEquals(
                "part,other,images\npart 1,part 2,2\npart 2,part 2,1\n",
                found.counts().write().toString("csv"));
        assertEquals(0, found.unread().rowCount());
        assertTrue(found.toString().startsWith("2 images in several parts, 1 more than once in a part\n"));
    }

    @Test
    void imagesWrittenAnewAreFoundByTheirPixels() throws IOException {
        Manifest all = six();
        var reader = new MultiInputGenerator(all, ImageForm.rgb(7, 9));
        var found = Duplicates.ofPixels(reader.over(all.subset(0, 1, 2, 3)), reader.over(all.subset(4, 5)));
        assertEquals(1, found.betweenParts(), "l3 and l4, which differ in their bytes");
        assertEquals(
                List.of("l3.png", "l4.png"),
                found.table()
                        .where(found.table().booleanColumn("between").isTrue())
                        .stringColumn("path")
                        .asList());
        assertEquals(3, found.withinParts());
        assertEquals(0, Duplicates.ofBytes(all.subset(3), all.subset(4)).betweenParts());
    }

    @Test
    void aRowOfTwoPartsIsToldAndARepeatedOneIsNot() throws IOException {
        Manifest all = six();
        var same = Duplicates.ofBytes(Map.of("all", all.subset(1, 1, 1)));
        assertEquals(0, same.withinParts(), "a row that is taken three times is one row");
        var both = Duplicates.ofBytes(all.subset(0), all.subset(0, 5));
        assertEquals(2, both.betweenParts());
    }

    @Test
    void whatCannotBeReadIsToldWithItsReason() throws IOException {
        Manifest all = six();
        Files.delete(folder.resolve("l1.png"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("l2.png"))) {
            out.write(new byte[20]);
        }
        var bytes = Duplicates.ofBytes(all);
        assertEquals(
                "part,row,column,path,reason\npart 1,3,left,l1.png,there is no such file\n",
                bytes.unread().write().toString("csv"));
        var pixels = Duplicates.ofPixels(new MultiInputGenerator(all, ImageForm.rgb(7, 9)));
        assertEquals(List.of(3, 4), pixels.unread().intColumn("row").asList());
    }

    @Test
    void aMissingViewIsNoFaultAndTheSameImageInTwoViewsIsTold() throws IOException {
        Files.write(folder.resolve("a.png"), png(1));
        Files.write(folder.resolve("b.png"), png(1));
        Files.writeString(folder.resolve("views.csv"), "front,side\na.png,b.png\na.png,\nb.png,none.png\n");
        Manifest views = Manifest.csv(folder.resolve("views.csv"))
                .views("both", "front", "side")
                .missingFilesAreMissingViews()
                .open();
        var found = Duplicates.ofBytes(views);
        assertEquals(0, found.unread().rowCount());
        assertEquals(List.of(2, 2, 3, 4), found.table().intColumn("row").asList());
        assertEquals(1, found.withinParts());
    }

    @Test
    void anInterruptStopsTheSearch() throws IOException {
        Manifest all = six();
        var reader = new MultiInputGenerator(all, ImageForm.rgb(7, 9));
        Thread.currentThread().interrupt();
        try {
            String bytes = assertThrows(CancellationException.class, () -> Duplicates.ofBytes(all))
                    .getMessage();
            String pixels = assertThrows(CancellationException.class, () -> Duplicates.ofPixels(reader))
                    .getMessage();
            String table = assertThrows(CancellationException.class, () -> DatasetTable.of(reader))
                    .getMessage();
            String rows = assertThrows(CancellationException.class, () -> DatasetTable.of(all))
                    .getMessage();
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(
                    "looking for duplicates by length was interrupted after 0 of 6 rows; nothing of it is kept", bytes);
            assertEquals(
                    "looking for duplicates by pixels was interrupted after 0 of 6 rows; nothing of it is kept",
                    pixels);
            assertEquals("statistics was interrupted after 0 of 6 samples; nothing of it is kept", table);
            assertEquals("counting classes of label was interrupted after 0 of 6 rows; nothing of it is kept", rows);
        } finally {
            Thread.interrupted();
        }
    }
}
