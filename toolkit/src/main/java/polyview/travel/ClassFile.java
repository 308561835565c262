package polyview.travel;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a class file refers to: all classes that it names, and the fields and methods that each of its methods uses. Of the Java Virtual
 * Machine Specification, chapter 4, as much as this needs.
 */
final class ClassFile {

    private static final Pattern IN_A_DESCRIPTOR = Pattern.compile("L([^;:<>.\\[(]+)[;<]");

    /**
     * A field or method of a class, by its binary name.
     *
     * @param descriptor of a method; empty for a static field
     */
    record Member(String owner, String name, String descriptor) {

        boolean isField() {
            return descriptor.isEmpty();
        }
    }

    private final ConstantPool pool;
    private final List<Integer> supertypes = new ArrayList<>();
    private final Map<Member, byte[]> code = new LinkedHashMap<>();
    private final List<int[]> bootstraps = new ArrayList<>();
    private final String name;

    ClassFile(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.skipNBytes(8);
            pool = new ConstantPool(in);
            in.skipNBytes(2);
            name = pool.className(in.readUnsignedShort());
            supertypes.add(in.readUnsignedShort());
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                supertypes.add(in.readUnsignedShort());
            }
            members(in, false);
            members(in, true);
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                attribute(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a class file cannot be read: " + e.getMessage(), e);
        }
    }

    private void members(DataInputStream in, boolean methods) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(2);
            Member member = new Member(name, pool.text(in.readUnsignedShort()), pool.text(in.readUnsignedShort()));
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                String kind = pool.text(in.readUnsignedShort());
                byte[] content = in.readNBytes(in.readInt());
                if (methods && kind.equals("Code")) {
                    code.put(member, content);
                }
            }
        }
    }

    private void attribute(DataInputStream in) throws IOException {
        String kind = pool.text(in.readUnsignedShort());
        byte[] content = in.readNBytes(in.readInt());
        if (kind.equals("BootstrapMethods")) {
            try (DataInputStream methods = new DataInputStream(new ByteArrayInputStream(content))) {
                for (int left = methods.readUnsignedShort(); left > 0; left--) {
                    methods.skipNBytes(2);
                    int[] arguments = new int[methods.readUnsignedShort()];
                    for (int i = 0; i < arguments.length; i++) {
                        arguments[i] = methods.readUnsignedShort();
                    }
                    bootstraps.add(arguments);
                }
            }
        }
    }

    String name() {
        return name;
    }

    /** The superclass and the interfaces. */
    List<String> supertypes() {
        return supertypes.stream().filter(i -> i > 0).map(pool::className).toList();
    }

    /** The methods that have code. */
    Set<Member> methods() {
        return code.keySet();
    }

    /** All classes that it names, in descriptors and signatures too; some texts may only look like it. */
    Set<String> classes() {
        Set<String> classes = new LinkedHashSet<>(pool.classNames());
        for (String text : pool.texts()) {
            Matcher matcher = IN_A_DESCRIPTOR.matcher(text);
            while (matcher.find()) {
                classes.add(matcher.group(1).replace('/', '.'));
            }
        }
        return classes;
    }

    /** The static fields and the methods that a method uses, in lambdas too. */
    Set<Member> uses(Member method) {
        Set<Member> uses = new LinkedHashSet<>();
        for (int index : Instructions.constants(code.get(method))) {
            add(uses, index);
        }
        return uses;
    }

    private void add(Set<Member> uses, int index) {
        pool.member(index).ifPresent(uses::add);
        pool.bootstrap(index).ifPresent(which -> {
            for (int argument : bootstraps.get(which)) {
                add(uses, argument);
            }
        });
    }
}
