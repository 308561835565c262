package polyview.data.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static polyview.data.images.ImageHeaderTest.refused;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers of GIFs put together by hand. */
@Tag("data")
class GifHeaderTest {

    private static HandMadeGif good() {
        return new HandMadeGif(2, 1).frame(0, 0, 2, 1, 1, 2);
    }

    @Test
    void framesAreCountedWhereverTheyStand() throws IOException {
        HandMadeGif gif = new HandMadeGif(3, 2)
                .bytes('!', 0xFE, 3, ',', ';', '!', 1, ',', 0)
                .frame(0, 0, 3, 2, 0, 1, 2, 3, 0, 1)
                .transparent(2)
                .frame(1, 1, 2, 1, 1, 2)
                .bytes('!', 0xFF, 0);
        assertEquals(new ImageHeader("GIF", 3, 2, 3, 8, 2, 8, true), ImageHeader.read(gif.end()));
        byte[] more = gif.end();
        assertEquals(
                new ImageHeader("GIF", 3, 2, 3, 8, 2, 8, true), ImageHeader.read(Arrays.copyOf(more, more.length + 9)));
    }

    /** Two colour tables, of 4 and of 256 colours. */
    @Test
    void aFrameMayHaveItsOwnColours() throws IOException {
        HandMadeGif gif = new HandMadeGif(1, 1).bytes(',', 0, 0, 0, 0, 1, 0, 1, 0, 0x87);
        gif.bytes(new int[3 * 256]).bytes(2, 1, 0x2C, 0);
        assertEquals(new ImageHeader("GIF", 1, 1, 3, 8, 1, 1, true), ImageHeader.read(gif.end()));
    }

    @Test
    void aScreenMayHaveNoColours() throws IOException {
        byte[] file = good().end();
        byte[] bare = new byte[file.length - 12];
        System.arraycopy(file, 0, bare, 0, 13);
        System.arraycopy(file, 25, bare, 13, bare.length - 13);
        bare[10] = 0;
        assertEquals(new ImageHeader("GIF", 2, 1, 3, 8, 1, 2, true), ImageHeader.read(bare));
    }

    @Test
    void transparencyIsAChannel() throws IOException {
        HandMadeGif gif = new HandMadeGif(2, 1).transparent(0).frame(0, 0, 2, 1, 0, 1);
        assertEquals(new ImageHeader("GIF", 2, 1, 4, 8, 1, 2, true), ImageHeader.read(gif.end()));
        HandMadeGif opaque =
                new HandMadeGif(2, 1).bytes('!', 0xF9, 4, 0, 0, 0, 1, 0).frame(0, 0, 2, 1, 0, 1);
        assertEquals(3, ImageHeader.read(opaque.end()).channels());
        HandMadeGif comment = new HandMadeGif(2, 1).bytes('!', 0xFE, 1, 1, 0).frame(0, 0, 2, 1, 0, 1);
        assertEquals(3, ImageHeader.read(comment.end()).channels());
        HandMadeGif nothing =
                new HandMadeGif(2, 1).bytes('!', 0xF9, 0, '!', 0xFE, 0).frame(0, 0, 2, 1, 0, 1);
        assertEquals(3, ImageHeader.read(nothing.end()).channels());
    }

    @Test
    void sizesHaveTwoBytes() throws IOException {
        HandMadeGif gif =
                new HandMadeGif(65535, 256).descriptor(0, 0, 65535, 256).bytes(2, 0);
        assertEquals(new ImageHeader("GIF", 65535, 256, 3, 8, 1, 16776960, true), ImageHeader.read(gif.end()));
    }

    @Test
    void cutOffAnywhere() {
        byte[] file = new HandMadeGif(2, 1)
                .transparent(0)
                .frame(0, 0, 2, 1, 1, 2)
                .frame(0, 0, 2, 1, 1, 2)
                .end();
        for (int length = 6; length < file.length; length++) {
            refused("the GIF " + (length < 13 ? "header" : "file") + " is cut off", Arrays.copyOf(file, length));
        }
    }

    @Test
    void everyReason() {
        refused("the GIF declares 0 x 0 pixels", new HandMadeGif(0, 0).end());
        refused("the GIF declares 4 x 0 pixels", new HandMadeGif(4, 0).end());
        refused("the GIF has no frame", new HandMadeGif(2, 1).end());
        refused(
                "the GIF is damaged: it has a block of kind ff",
                good().bytes(255).end());
        refused(
                "frame 2 of the GIF declares 2 x 0 pixels",
                good().descriptor(0, 0, 2, 0).end());
        refused(
                "frame 2 of the GIF declares 0 x 1 pixels",
                good().descriptor(0, 0, 0, 1).end());
        String part = "the first frame of a GIF must fill its screen of 3 x 2 pixels, it has ";
        refused(
                part + "2 x 1 at 0, 0",
                new HandMadeGif(3, 2).frame(0, 0, 2, 1, 1, 2).end());
        refused(
                part + "3 x 2 at 1, 0",
                new HandMadeGif(3, 2).descriptor(1, 0, 3, 2).end());
        refused(
                part + "3 x 2 at 0, 1",
                new HandMadeGif(3, 2).descriptor(0, 1, 3, 2).end());
        refused(
                part + "3 x 3 at 0, 0",
                new HandMadeGif(3, 2).descriptor(0, 0, 3, 3).end());
    }
}
