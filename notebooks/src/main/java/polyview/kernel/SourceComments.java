package polyview.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Documentation comments from source folders, for signatures as JShell writes them.
 *
 * <p>JShell itself knows only the comments of the JDK. Types are found by their simple names, so two types of one name
 * in different packages of the folders cannot be told apart where the signature has no package.
 */
final class SourceComments {
    private final Map<String, Path> files = new HashMap<>();

    /** Looks for types in these folders; a folder that is not there has none. */
    SourceComments(List<Path> folders) {
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.walk(folder)) {
                    found.filter(f -> f.toString().endsWith(".java"))
                            .forEach(f -> files.put(f.getFileName().toString().replace(".java", ""), f));
                } catch (IOException e) {
                    Log.trouble("no documentation from " + folder, e);
                }
            }
        }
    }

    /** What a signature names: a type within a file, and there perhaps a member with the types of its parameters. */
    private record Target(Path file, List<String> names, Optional<List<String>> parameters) {}

    /** The comment of {@code Shape Reader.of(float[] values)}, {@code my.Reader.SIZE:int} or {@code my.Reader(int a)}; else empty. */
    Optional<String> comment(String signature) {
        return target(withoutGenerics(signature)).flatMap(SourceComments::find);
    }

    private Optional<Target> target(String signature) {
        int open = signature.indexOf('(');
        String head = (open < 0 ? signature : signature.substring(0, open)).replaceFirst(":.*", "");
        List<String> names = List.of(head.substring(head.lastIndexOf(' ') + 1).split("[.]"));
        Optional<List<String>> parameters = open < 0
                ? Optional.empty()
                : Optional.of(types(signature.substring(open + 1, signature.lastIndexOf(')'))));
        for (int i = 0; i < names.size(); i++) {
            if (files.containsKey(names.get(i))) {
                return Optional.of(new Target(files.get(names.get(i)), names.subList(i, names.size()), parameters));
            }
        }
        return Optional.empty();
    }

    private static List<String> types(String parameters) {
        return Arrays.stream(parameters.split(","))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .map(p -> simple(p.contains(" ") ? p.substring(0, p.lastIndexOf(' ')) : p))
                .toList();
    }

    private static String simple(String type) {
        String plain = withoutGenerics(type).replace("...", "[]").strip();
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    private static String withoutGenerics(String text) {
        String before;
        String after = text;
        do {
            before = after;
            after = before.replaceAll("<[^<>]*>", "");
        } while (!after.equals(before));
        return after;
    }

    private static Optional<String> find(Target target) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, d -> {}, null, null, manager.getJavaFileObjects(target.file));
            Finder finder = new Finder(DocTrees.instance(task), target);
            for (CompilationUnitTree unit : task.parse()) {
                finder.scan(unit, null);
            }
            return finder.member.or(() -> finder.type);
        } catch (IOException e) {
            Log.trouble("no documentation from " + target.file, e);
            return Optional.empty();
        }
    }

    /** Finds the member, and the innermost type that the names lead to: it answers for a constructor without a comment. */
    private static final class Finder extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final Target target;
        private Optional<String> member = Optional.empty();
        private Optional<String> type = Optional.empty();

        Finder(DocTrees docs, Target target) {
            this.docs = docs;
            this.target = target;
        }

        @Override
        public Void visitClass(ClassTree tree, Void unused) {
            List<String> here = types(getCurrentPath());
            if (here.equals(target.names)) {
                type = comment();
            }
            // Into the types on the way to the name only.
            return here.size() <= target.names.size() && here.equals(target.names.subList(0, here.size()))
                    ? super.visitClass(tree, unused)
                    : null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            boolean constructor = tree.getName().contentEquals("<init>");
            List<String> owner = types(getCurrentPath());
            boolean named = constructor
                    ? owner.equals(target.names)
                    : isMember(owner, tree.getName().toString());
            List<String> parameters = tree.getParameters().stream()
                    .map(VariableTree::getType)
                    .map(Tree::toString)
                    .map(SourceComments::simple)
                    .toList();
            if (named
                    && target.parameters.isPresent()
                    && target.parameters.get().equals(parameters)) {
                member = comment();
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
            if (target.parameters.isEmpty()
                    && isMember(types(getCurrentPath()), tree.getName().toString())) {
                member = comment();
            }
            return null;
        }

        private boolean isMember(List<String> owner, String name) {
            return target.names.size() == owner.size() + 1
                    && target.names.subList(0, owner.size()).equals(owner)
                    && target.names.get(owner.size()).equals(name);
        }

        private Optional<String> comment() {
            return Optional.ofNullable(docs.getDocComment(getCurrentPath()));
        }

        /** The names of the types around this path, the outermost first, with the one at its end. */
        private static List<String> types(TreePath path) {
            LinkedList<String> names = new LinkedList<>();
            for (Tree tree : path) {
                if (tree instanceof ClassTree type) {
                    names.addFirst(type.getSimpleName().toString());
                }
            }
            return names;
        }
    }
}
