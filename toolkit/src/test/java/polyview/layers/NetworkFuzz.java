package polyview.layers;

import java.util.List;
import java.util.SplittableRandom;

/** Training steps of random networks against plain Java; run by hand: {@code NetworkFuzz count firstSeed}. */
final class NetworkFuzz {

    private NetworkFuzz() {}

    public static void main(String[] args) {
        int compared = 0;
        double largest = 0;
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            long seed = Long.parseLong(args[1]) + i;
            SplittableRandom random = new SplittableRandom(seed);
            List<Setting> chain = NetworkCheck.draw(random);
            // Before it runs, so that a crash of native code tells what it was.
            System.out.println(seed + ": " + chain);
            NetworkCheck.Found found = NetworkCheck.of(chain, random);
            compared += found.compared() ? 1 : 0;
            largest = Math.max(largest, found.largest());
            if (!found.wrong().isEmpty()) {
                System.out.println("WRONG " + seed + ": " + found.wrong());
            }
        }
        System.out.println("compared " + compared + ", largest error " + largest);
    }
}
