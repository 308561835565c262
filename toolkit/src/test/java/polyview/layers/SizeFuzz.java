package polyview.layers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Random settings of all sizes against plain Java, for as long as one wants; run by hand from the test classes.
 *
 * <p>{@code java -cp ... polyview.layers.SizeFuzz 600 1} runs for 600 seconds from seed 1, in a child, so that a crash of
 * native code is seen: the setting at fault stands in a file before it runs, and the next child goes on. Names of layers may follow.
 */
final class SizeFuzz {

    private record Tally(int settings, double largest) {}

    private SizeFuzz() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        double seconds = Double.parseDouble(args[0]);
        long seed = Long.parseLong(args[1]);
        if (System.getProperty("fuzz.child") != null) {
            run(seconds, seed, args, Path.of(System.getProperty("fuzz.child")));
            return;
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        Path current = Files.createTempFile("setting", ".txt");
        for (; System.nanoTime() < end; seed += 1_000_000) {
            List<String> command = new java.util.ArrayList<>(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx3g",
                    "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                    "-Dfuzz.child=" + current,
                    "-cp",
                    System.getProperty("java.class.path"),
                    SizeFuzz.class.getName(),
                    "" + (end - System.nanoTime()) / 1e9,
                    "" + seed));
            command.addAll(List.of(args).subList(2, args.length));
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                System.out.println("CRASH " + status + ": " + Files.readString(current));
            }
        }
    }

    private static void run(double seconds, long firstSeed, String[] args, Path current) throws IOException {
        List<String> kinds = args.length > 2 ? List.of(args).subList(2, args.length) : SettingDraw.KINDS;
        TreeMap<String, Tally> tallies = new TreeMap<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long seed = firstSeed; System.nanoTime() < end; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String kind = kinds.get((int) (seed % kinds.size()));
            Setting setting = new SettingDraw(random).next(kind, random.nextInt(12) == 0 ? 2e8 : 2e7);
            Files.writeString(current, seed + ": " + setting);
            SettingCheck.Found found = SettingCheck.of(setting, random);
            tallies.merge(
                    kind,
                    new Tally(found.compared() ? 1 : 0, found.largest()),
                    (a, b) -> new Tally(a.settings() + b.settings(), Math.max(a.largest(), b.largest())));
            if (!found.wrong().isEmpty()) {
                System.out.println("WRONG " + seed + ": " + setting + "\n    " + String.join("\n    ", found.wrong()));
            }
            if (seed % 500 == 499) {
                System.out.println((seed - firstSeed + 1) + " " + tallies);
            }
        }
        System.out.println("end at seed " + firstSeed + "+ " + tallies);
    }
}
