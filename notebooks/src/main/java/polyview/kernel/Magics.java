package polyview.kernel;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import polyview.kernel.magics.ClassPath;
import polyview.kernel.magics.MavenMagics;
import polyview.kernel.magics.Output;
import polyview.kernel.magics.PathMagics;

/** The magics by name: IJava's, and those that a library's extension adds to the {@link #registry()}. */
final class Magics {
    /** The names that there are from the start. */
    static final Set<String> NAMES = Set.of(
            "maven",
            "addMavenDependency",
            "addMavenDependencies",
            "mavenRepo",
            "addMavenRepo",
            "loadFromPOM",
            "jars",
            "classpath");

    private final MagicsRegistry registry = new MagicsRegistry();
    private final ClassPath classPath;

    /**
     * The kernel's own magics.
     *
     * @param target adds entries to the class path of the cells
     * @param output where the magics show what they do
     */
    Magics(ClassPath.Target target, Output output) {
        classPath = new ClassPath(target);
        PathMagics paths = new PathMagics(classPath, output);
        MavenMagics maven = new MavenMagics(classPath, output);
        LineMagic<List<String>, BaseKernel> artifacts = (kernel, words) -> maven.maven(words);
        LineMagic<List<String>, BaseKernel> repository = (kernel, words) -> maven.mavenRepo(words);
        LineMagic<List<String>, BaseKernel> pom = (kernel, words) -> maven.loadFromPom(words);
        LineMagic<List<String>, BaseKernel> jars = (kernel, words) -> paths.jars(words);
        LineMagic<List<String>, BaseKernel> classpath = (kernel, words) -> paths.classpath(words);
        CellMagic<List<String>, BaseKernel> pomInCell = (kernel, words, body) -> maven.loadFromPom(words, body);
        Map.of(
                        "maven", artifacts,
                        "addMavenDependency", artifacts,
                        "addMavenDependencies", artifacts,
                        "mavenRepo", repository,
                        "addMavenRepo", repository,
                        "loadFromPOM", pom,
                        "jars", jars,
                        "classpath", classpath)
                .forEach(registry::registerLineMagic);
        registry.registerCellMagic("loadFromPOM", pomInCell);
    }

    /** Where the magics are, for {@code lineMagic} in a cell and for extensions. */
    MagicsRegistry registry() {
        return registry;
    }

    /** The class path that the magics add to. */
    ClassPath classPath() {
        return classPath;
    }

    /** All names with their marks, in the order of the alphabet. */
    List<String> names() {
        return Stream.concat(
                        new TreeSet<>(registry.getLineMagicNames()).stream().map(name -> "%" + name),
                        new TreeSet<>(registry.getCellMagicNames()).stream().map(name -> "%%" + name))
                .toList();
    }

    /** Refuses a cell with a magic that there is not, before anything of it runs. */
    void refuseUnknown(Cell cell, List<Cell.Piece> pieces) throws CellError {
        for (Cell.Piece piece : pieces) {
            if (piece.magic()) {
                MagicLine magic = magic(piece);
                if (!names().contains(magic.mark() + magic.name())) {
                    throw error(
                            cell,
                            piece,
                            "there is no such magic; there are " + String.join(", ", names()),
                            "Nothing of this cell was run.");
                }
                if (magic.isCell()
                        && !cell.source().substring(0, piece.offset()).isBlank()) {
                    throw error(
                            cell,
                            piece,
                            "it must stand in the first line of its cell",
                            "Nothing of this cell was run.");
                }
            }
        }
    }

    /** The magic that a piece is. */
    static MagicLine magic(Cell.Piece piece) {
        return MagicLine.ofCell(piece.source()).orElseGet(() -> MagicLine.ofLine(piece.source()));
    }

    /** Runs a magic on the calling thread. */
    void run(MagicLine magic) throws Exception {
        BaseKernel kernel = BaseKernel.notebookKernel();
        if (magic.isCell()) {
            registry.evalCellMagic(kernel, magic.name(), magic.words(), magic.body());
        } else {
            registry.evalLineMagic(kernel, magic.name(), magic.words());
        }
    }

    /** The error of a magic, with its line. */
    static CellError error(Cell cell, Cell.Piece piece, String reason, String ran) {
        MagicLine magic = magic(piece);
        int line = cell.line(piece.offset());
        return new CellError(
                CellError.MAGIC,
                "line " + line + ": " + magic.mark() + magic.name() + ": " + reason,
                List.of(CompileErrors.excerpt(cell, line), ran));
    }
}
