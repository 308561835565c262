package polyview.travel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import polyview.travel.ClassFile.Member;

/**
 * The variables of notebook cells that code uses. JShell makes a static field of each, of a class that also has the code of the cell: the
 * class file alone would give the field no value elsewhere, so that the values are sent along.
 *
 * <p>Of a class that a cell declares all methods count. Of the class that JShell wraps around a cell's code, those count that others
 * call, and not the cell's code itself.
 */
final class CellVariables {

    /** JShell's method with the code of a cell. */
    private static final String CODE = "do_it$";

    private final CellClasses classes;
    private final Set<Member> variables = new LinkedHashSet<>();
    private final Set<Member> seen = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private final Deque<Member> open = new ArrayDeque<>();

    private CellVariables(CellClasses classes) {
        this.classes = classes;
    }

    /**
     * Those that these classes and methods use, themselves and by what they call.
     *
     * @param methods of lambdas
     */
    static Set<Member> of(CellClasses classes, Collection<Class<?>> first, Collection<Member> methods) {
        CellVariables found = new CellVariables(classes);
        first.forEach(type -> found.whole(type.getName()));
        methods.forEach(found::use);
        while (!found.open.isEmpty()) {
            Member method = found.open.pop();
            classes.file(method.owner()).orElseThrow().uses(method).forEach(found::use);
        }
        return found.variables;
    }

    private void whole(String name) {
        Optional<ClassFile> file = classes.file(name);
        if (file.isPresent() && !isWrapper(file.get()) && whole.add(name)) {
            file.get().methods().forEach(this::open);
            file.get().supertypes().forEach(this::whole);
        }
    }

    private void use(Member member) {
        whole(member.owner());
        Optional<ClassFile> file = classes.file(member.owner());
        if (file.isEmpty() || !isWrapper(file.get())) {
            return;
        }
        if (!member.isField()) {
            file.get().methods().stream().filter(member::equals).forEach(this::open);
        } else if (!member.name().isEmpty()) {
            variables.add(member);
        }
    }

    private void open(Member method) {
        if (seen.add(method)) {
            open.push(method);
        }
    }

    private static boolean isWrapper(ClassFile file) {
        return file.methods().stream().anyMatch(method -> method.name().equals(CODE));
    }

    /** Its value now. */
    static Object value(CellClasses classes, Member variable) {
        try {
            return field(classes.type(variable.owner()), variable.name()).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "the variable " + variable.name() + " of a cell cannot be read: " + e, e);
        }
    }

    /** A static field that is there and can be read and set. */
    static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        if (!Modifier.isStatic(field.getModifiers())) {
            throw new NoSuchFieldException(owner.getName() + " has no static field " + name);
        }
        field.setAccessible(true);
        return field;
    }

    /** Their names, for messages. */
    static List<String> names(Collection<Member> variables) {
        return variables.stream().map(Member::name).toList();
    }
}
